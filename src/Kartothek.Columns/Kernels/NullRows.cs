using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>What comparisons answer for rows in which an operand is null.</summary>
internal static class NullRows
{
    /// <summary>Corrects the answers of a comparison of values with values where one or both are null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Settle(ComparisonOperator comparison, ReadOnlySpan<bool> left, ReadOnlySpan<bool> right, Span<bool> mask, ref bool[] buffer)
    {
        if (Masks.Both(left, right, mask.Length, ref buffer) is not { } both) return;
        Masks.Settle(mask, both.AsSpan(0, mask.Length), answer: comparison == ComparisonOperator.NotEqual);
        if (left.Length == 0 || right.Length == 0 || comparison is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)) return;
        for (var i = 0; i < mask.Length; i++)
        {
            if (!left[i] & !right[i]) mask[i] = comparison == ComparisonOperator.Equal;
        }
    }

    /// <summary>Compares values with null.</summary>
    internal static void CompareWithNull(ComparisonOperator comparison, ReadOnlySpan<bool> valid, Span<bool> mask)
    {
        switch (comparison)
        {
            case ComparisonOperator.Equal when valid.Length > 0:
                Masks.Not(valid, mask);
                break;
            case ComparisonOperator.NotEqual when valid.Length > 0:
                valid.CopyTo(mask);
                break;
            default:
                mask.Fill(comparison == ComparisonOperator.NotEqual);
                break;
        }
    }
}
