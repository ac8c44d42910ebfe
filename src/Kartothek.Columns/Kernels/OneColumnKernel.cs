namespace Kartothek.Columns;

/// <summary>An expression over one column that can't throw: computed once per dictionary entry, once for a constant, and otherwise per row.</summary>
internal sealed class OneColumnKernel(ValueKernel kernel, int ordinal) : ValueKernel
{
    private readonly ValuesFrame _frame = new();
    private readonly NullVector _null = new(ColumnType.Null) { Length = 1 };
    private ValueReuse _reuse;
    private ValueDictionary? _computed;
    private DictionaryVector? _result;
    private bool? _isNullOfNull;

    internal override Vector Evaluate(Frame frame)
    {
        switch (frame.Column(ordinal))
        {
            case ConstantVector constant:
                return Repeat(constant.Value, frame.Length);
            case NullVector:
                return Repeat(_null, frame.Length);
            case DictionaryVector { Dictionary.Count: > 0 } dictionary when (dictionary.Valid is null || IsNullOfNull()) && _reuse.Use(dictionary.Dictionary, frame.Length, out var compute):
                if (compute) Compute(dictionary.Dictionary);
                return _computed is null ? kernel.Evaluate(frame) : LookUp(dictionary);
            default:
                return kernel.Evaluate(frame);
        }
    }

    private void Compute(ValueDictionary dictionary)
    {
        _frame.Set(dictionary.Entries);
        var entries = kernel.Evaluate(_frame);

        // An expression that makes null of a value, or a constant of all, has no dictionary of results.
        _computed = entries is NullVector or ConstantVector or { Valid: not null } ? null : new(VectorCopy.Copy(entries, null));
        _reuse.Done();
    }

    private DictionaryVector LookUp(DictionaryVector dictionary)
    {
        var result = _result ??= new(_computed!.Entries.Type);
        result.Dictionary = _computed!;
        result.Codes = dictionary.Codes;
        result.Valid = dictionary.Valid;
        result.Length = dictionary.Length;
        return result;
    }

    // Otherwise null rows have a value that is no entry's.
    private bool IsNullOfNull() => _isNullOfNull ??= Repeat(_null, 1).IsNull(0);

    private Vector Repeat(Vector value, int length)
    {
        _frame.Set(value);
        return kernel.Evaluate(_frame) switch
        {
            ConstantVector constant => new ConstantVector(constant.Type, constant.Value) { Length = length },
            NullVector none => new NullVector(none.Type) { Length = length },
            var single when single.IsNull(0) => new NullVector(single.Type) { Length = length },
            var single => new ConstantVector(single.Type, single) { Length = length },
        };
    }
}
