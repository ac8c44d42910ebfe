using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>The least or greatest value, in the order of LINQ's Min and Max: NaN is less than any number. Of equal values (the zeros) the first counts.</summary>
internal sealed class ExtremeState<T>(AggregateCall call, Schema schema) : AggregateState(call, schema)
    where T : unmanaged, IComparable<T>
{
    private readonly bool _isMax = call.Kind == AggregateKind.Max;
    private readonly SeenEntries _seen = new();
    private FlatVector<T>? _scratch;
    private T _best;
    private bool _hasBest;
    private long _count;

    public override void Merge(AggregatePartial later)
    {
        if (later.Value is T value) Take(value);
        _count += later.Count;
    }

    public override AggregatePartial Partial() => new(_count, _hasBest ? _best : null);

    private protected override void Add(Vector values, int rows)
    {
        if (values is DictionaryVector { Dictionary: { Count: > 0, Entries: FlatVector<T> entries } } dictionary)
        {
            Add(dictionary, entries, rows);
            return;
        }

        var operand = Operand<T>.Read(values, ref _scratch);
        if (!operand.IsConstant)
        {
            Add(operand.Values, operand.Valid);
        }
        else if (!operand.IsNull && rows > 0)
        {
            Take(operand.Constant);
            _count += rows;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(DictionaryVector dictionary, FlatVector<T> entries, int rows)
    {
        var seen = _seen.Of(dictionary.Dictionary);
        var codes = dictionary.Codes.AsSpan(0, rows);
        for (var i = 0; i < codes.Length; i++)
        {
            if (dictionary.IsNull(i)) continue;
            _count++;
            if (seen[codes[i]]) continue;
            seen[codes[i]] = true;
            Take(entries.Values[codes[i]]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<T> values, ReadOnlySpan<bool> valid)
    {
        if (valid.Length > 0)
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (valid[i]) Take(values[i]);
            }

            _count += Masks.Count(valid);
            return;
        }

        if (values.Length == 0) return;
        Take(values[0]);
        var best = _best;
        if (_isMax)
        {
            foreach (var value in values)
            {
                if (value.CompareTo(best) > 0) best = value;
            }
        }
        else
        {
            foreach (var value in values)
            {
                if (value.CompareTo(best) < 0) best = value;
            }
        }

        _best = best;
        _count += values.Length;
    }

    private void Take(T value)
    {
        if (_hasBest)
        {
            var order = value.CompareTo(_best);
            if (_isMax ? order <= 0 : order >= 0) return;
        }

        _best = value;
        _hasBest = true;
    }
}
