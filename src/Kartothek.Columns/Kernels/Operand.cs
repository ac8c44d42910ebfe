namespace Kartothek.Columns;

/// <summary>The values of a vector as a loop wants them: an array, or a constant.</summary>
internal readonly ref struct Operand<T>
    where T : unmanaged
{
    /// <summary>One per row, where this isn't a constant.</summary>
    internal ReadOnlySpan<T> Values { get; private init; }

    /// <summary>Whether each row has a value; empty where all have one.</summary>
    internal ReadOnlySpan<bool> Valid { get; private init; }

    /// <summary>Whether all rows have one value, or all are null.</summary>
    internal bool IsConstant { get; private init; }

    /// <summary>Whether the constant is null.</summary>
    internal bool IsNull { get; private init; }

    /// <summary>The constant.</summary>
    internal T Constant { get; private init; }

    /// <summary>Whether <see cref="Valid"/> must be looked at.</summary>
    internal bool HasNulls => Valid.Length > 0;

    /// <summary>Reads a vector; a dictionary's values are written out into the scratch vector.</summary>
    internal static Operand<T> Read(Vector vector, ref FlatVector<T>? scratch)
    {
        switch (vector)
        {
            case FlatVector<T> flat:
                return Of(flat);
            case ConstantVector { Value: FlatVector<T> value }:
                return new() { IsConstant = true, IsNull = value.IsNull(0), Constant = value.Values[0] };
            case DictionaryVector dictionary:
                scratch = (FlatVector<T>)VectorCopy.Materialize(dictionary, scratch);
                return Of(scratch);
            default:
                return new() { IsConstant = true, IsNull = true };
        }
    }

    private static Operand<T> Of(FlatVector<T> flat) => new()
    {
        Values = flat.Values.AsSpan(0, flat.Length),
        Valid = flat.Valid is { } valid ? valid.AsSpan(0, flat.Length) : default,
    };
}
