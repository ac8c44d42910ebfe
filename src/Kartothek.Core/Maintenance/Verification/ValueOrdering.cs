using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The order of the values of two indices on one column.</summary>
internal static class ValueOrdering
{
    /// <summary>Compares values of vectors of one type, neither of them null: numbers as numbers, text and binary byte by byte.</summary>
    public static int Compare(Vector left, int leftRow, Vector right, int rightRow) => (left, right) switch
    {
        (BytesVector l, BytesVector r) => Math.Sign(l[leftRow].SequenceCompareTo(r[rightRow])),
        (FlatVector<long> l, FlatVector<long> r) => l.Values[leftRow].CompareTo(r.Values[rightRow]),
        (FlatVector<double> l, FlatVector<double> r) => l.Values[leftRow].CompareTo(r.Values[rightRow]),
        (FlatVector<int> l, FlatVector<int> r) => l.Values[leftRow].CompareTo(r.Values[rightRow]),
        (FlatVector<ulong> l, FlatVector<ulong> r) => l.Values[leftRow].CompareTo(r.Values[rightRow]),
        (FlatVector<bool> l, FlatVector<bool> r) => l.Values[leftRow].CompareTo(r.Values[rightRow]),
        _ => throw new InvalidOperationException($"Indices of {left.Type} and {right.Type} can't be compared."),
    };
}
