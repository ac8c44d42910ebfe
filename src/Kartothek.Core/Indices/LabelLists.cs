namespace Kartothek.Core;

/// <summary>The labels of the rows of a block, as numbers.</summary>
internal readonly ref struct LabelLists(ReadOnlySpan<int> offsets, ReadOnlySpan<int> codes, ReadOnlySpan<int> numbers)
{
    private readonly ReadOnlySpan<int> _offsets = offsets;
    private readonly ReadOnlySpan<int> _codes = codes;
    private readonly ReadOnlySpan<int> _numbers = numbers;

    /// <summary>The number of a label from its code, or -1.</summary>
    public int NumberOf(int code) => _numbers[code];

    /// <summary>The codes of the labels of a row.</summary>
    public ReadOnlySpan<int> CodesOf(int row) => _codes[_offsets[row].._offsets[row + 1]];
}
