namespace Kartothek.Columns;

/// <summary>The order of constants of one type (see <see cref="ConstantScalar.Value"/>): text by UTF-16 code units, bytes by bytes, false before true, null first.</summary>
/// <remarks>As comparisons have it, -0.0 is the same as 0.0; NaN, which has no place in that order, stands before all other numbers so that sorting works.</remarks>
public sealed class ConstantOrder : IComparer<object?>
{
    private ConstantOrder()
    {
    }

    /// <summary>The order.</summary>
    public static ConstantOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(object? x, object? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string l, string r) => string.CompareOrdinal(l, r),
        (byte[] l, byte[] r) => l.AsSpan().SequenceCompareTo(r),
        (IComparable l, _) when l.GetType() == y.GetType() => l.CompareTo(y),
        _ => throw new ArgumentException($"Constants of type {x.GetType().Name} and {y.GetType().Name} have no common order."),
    };
}
