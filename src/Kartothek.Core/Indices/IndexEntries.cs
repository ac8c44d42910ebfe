using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A secondary index as it is written: sorted distinct values, and per value the labels of the files that hold it. Immutable.</summary>
internal sealed class IndexEntries
{
    private readonly int[] _starts;
    private readonly int[] _postings;

    internal IndexEntries(Field field, Vector values, int[] starts, int[] postings, ImmutableArray<string> labels)
    {
        Field = field;
        Values = values;
        _starts = starts;
        _postings = postings;
        Labels = labels;
    }

    /// <summary>The column, with the type of the index.</summary>
    public Field Field { get; }

    /// <summary>The number of values.</summary>
    public int Count => Values.Length;

    /// <summary>The values, none of them null, ascending: text and binary by their bytes, a <see cref="FlatVector{T}"/> or <see cref="BytesVector"/>.</summary>
    public Vector Values { get; }

    /// <summary>The labels that <see cref="PostingsOf"/> counts.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>Per value where its postings begin, and the end of the last.</summary>
    internal int[] Starts => _starts;

    /// <summary>The postings of all values: positions in <see cref="Labels"/>.</summary>
    internal int[] Postings => _postings;

    /// <summary>The positions in <see cref="Labels"/> of the labels of a value, each once.</summary>
    public ReadOnlySpan<int> PostingsOf(int value) => _postings.AsSpan(_starts[value].._starts[value + 1]);

    /// <summary>An index without values; it has a type all the same.</summary>
    public static IndexEntries Empty(Field field) => IndexMerge.Merge(field, null, [], ImmutableHashSet<string>.Empty);
}
