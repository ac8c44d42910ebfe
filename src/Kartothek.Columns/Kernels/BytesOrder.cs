namespace Kartothek.Columns;

/// <summary>Text in the order of UTF-16 code units, binary values in that of their bytes.</summary>
internal static class BytesOrder
{
    internal static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool isText) =>
        isText ? Utf8Order.Compare(left, right) : left.SequenceCompareTo(right);

    internal static bool Test(ComparisonOperator comparison, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool isText) => comparison switch
    {
        ComparisonOperator.Equal => left.SequenceEqual(right),
        ComparisonOperator.NotEqual => !left.SequenceEqual(right),
        _ => Comparisons.Holds(comparison, Compare(left, right, isText)),
    };
}
