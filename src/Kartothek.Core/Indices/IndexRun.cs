using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Sorted values that go into a merge: a part, whose values have one label, or an index, whose values have several.</summary>
internal sealed class IndexRun
{
    private readonly ulong[]? _keys;
    private readonly BytesVector? _values;
    private readonly IndexEntries? _index;
    private readonly int[] _labels;
    private int _prefix;

    private IndexRun(ulong[]? keys, BytesVector? values, IndexEntries? index, int[] labels)
    {
        _keys = keys;
        _values = values;
        _index = index;
        _labels = labels;
    }

    /// <summary>The number of values.</summary>
    public int Count => _keys?.Length ?? _values!.Length;

    /// <summary>The most labels that the values have together.</summary>
    public int PostingCount => _index?.Postings.Length ?? Count;

    /// <summary>The position of the next value that isn't merged yet.</summary>
    public int Next { get; set; }

    /// <summary>Whether equal keys are equal values.</summary>
    public bool KeysAreExact => _keys is not null;

    /// <summary>The values of a part.</summary>
    public static IndexRun Of(IndexPart part, int label) => part is NumberIndexPart numbers
        ? new IndexRun(numbers.KeyArray, null, null, [label])
        : new IndexRun(null, ((BytesIndexPart)part).Values, null, [label]);

    /// <summary>The values of an index.</summary>
    /// <param name="index">The index.</param>
    /// <param name="labels">Per label of the index its number in the result, or -1 where it is left out.</param>
    public static IndexRun Of(IndexEntries index, int[] labels)
    {
        if (index.Values is BytesVector values)
        {
            return new IndexRun(null, values, index, labels);
        }
        var keys = GC.AllocateUninitializedArray<ulong>(index.Count);
        NumberKeys.Of(index.Values, keys);
        return new IndexRun(keys, null, index, labels);
    }

    /// <summary>Lets keys of text begin behind what all values of all runs share.</summary>
    public static void SharePrefix(ReadOnlySpan<IndexRun> runs)
    {
        if (runs is [] || runs[0]._values is not { } first)
        {
            return;
        }
        var prefix = int.MaxValue;
        foreach (var run in runs)
        {
            prefix = Math.Min(prefix, Math.Min(BytesSort.CommonPrefix(run._values!), first[0].CommonPrefixLength(run._values![0])));
        }
        foreach (var run in runs)
        {
            run._prefix = prefix;
        }
    }

    /// <summary>The key of a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong KeyAt(int position) => _keys is { } keys ? keys[position] : KeySort.Of(_values![position], _prefix);

    /// <summary>The bytes of a value of text or binary.</summary>
    public ReadOnlySpan<byte> BytesAt(int position) => _values![position];

    /// <summary>Gives the labels of a value to the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddPostings(IndexEntriesBuilder result, int position)
    {
        if (_index is null)
        {
            result.AddPosting(_labels[0]);
            return;
        }
        foreach (var posting in _index.PostingsOf(position))
        {
            if (_labels[posting] is >= 0 and var label)
            {
                result.AddPosting(label);
            }
        }
    }
}
