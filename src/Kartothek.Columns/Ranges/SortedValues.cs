namespace Kartothek.Columns;

/// <summary>The values of an <see cref="InScalar"/> in order, so that a range finds its place among ten thousand without asking each.</summary>
internal sealed class SortedValues
{
    private readonly object[] _values;
    private readonly bool _hasNull;
    private readonly bool _hasNaN;

    /// <summary>Texts whose place against a bound is open; they may be anywhere.</summary>
    private readonly HashSet<string> _unordered;

    internal SortedValues(InScalar isIn)
    {
        _hasNull = isIn.Values.Contains(null);
        _hasNaN = isIn.Values.Any(v => v is double.NaN or float.NaN);
        _unordered = [.. isIn.Values.OfType<string>().Where(text => !BoundOrder.IsOrderFree(text))];
        _values = [.. isIn.Values.Where(v => v is not null and not double.NaN and not float.NaN && !(v is string text && _unordered.Contains(text)))!];
        Array.Sort(_values, ConstantOrder.Instance);
    }

    /// <summary>Whether values with these facts are in the set.</summary>
    internal Verdict Find(ValueFacts facts)
    {
        var (canHold, canFail) = (false, false);
        if (facts.MayBeNull)
        {
            canHold |= _hasNull;
            canFail |= !_hasNull;
        }

        if (facts.MayBeNaN)
        {
            canHold |= _hasNaN;
            canFail |= !_hasNaN;
        }

        if (facts.MayBeValue && facts.IsOneValue)
        {
            var isListed = (facts.Min is string text && _unordered.Contains(text)) || Array.BinarySearch(_values, facts.Min, ConstantOrder.Instance) >= 0;
            canHold |= isListed;
            canFail |= !isListed;
        }
        else if (facts.MayBeValue)
        {
            canHold |= _unordered.Count > 0 || HasValueWithin(facts);
            canFail = true;
        }

        return Verdicts.Of(canHold, canFail);
    }

    private bool HasValueWithin(ValueFacts facts)
    {
        var first = facts.Min is null ? 0 : Array.BinarySearch(_values, facts.Min, ConstantOrder.Instance);
        if (first < 0) first = ~first;
        return first < _values.Length && (facts.Max is null || ConstantOrder.Instance.Compare(_values[first], facts.Max) <= 0);
    }
}
