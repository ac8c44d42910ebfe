using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Puts a secondary index together from what it was, the parts of new files, and the labels that are gone (format.md 4.5, 4.7).</summary>
/// <remarks>
/// All of them are sorted, so ranges of values are merged one after the other, each small enough for the processor's cache: what it takes beside the result is a few MB.
/// </remarks>
internal sealed class IndexMerge
{
    /// <summary>About how many entries are merged at once.</summary>
    private const int ChunkEntries = 1 << 16;

    private readonly List<IndexRun> _runs;
    private readonly IndexEntriesBuilder _result;
    private ulong[] _keys = [];
    private int[] _numbers = [];
    private (int Run, int Position)[] _entries = [];
    private int _count;

    private IndexMerge(List<IndexRun> runs, IndexEntriesBuilder result) => (_runs, _result) = (runs, result);

    /// <summary>The index after a change.</summary>
    /// <param name="field">The column with the type of its index (<see cref="IndexColumn.Of(Field)"/>).</param>
    /// <param name="existing">What it was; null for a new one.</param>
    /// <param name="parts">What new files add; those of other columns are an error, those without values add nothing.</param>
    /// <param name="removed">Labels of partitions that are removed. A part's label counts even so: it is a new file's.</param>
    /// <returns><paramref name="existing"/> itself where nothing changes, so that the index keeps its key.</returns>
    /// <exception cref="KartothekException">
    /// A part or the existing index has another column or type (<see cref="ErrorKind.Invalid"/>), or there is more text than an index can hold (<see cref="ErrorKind.NotSupported"/>).
    /// </exception>
    public static IndexEntries Merge(Field field, IndexEntries? existing, IReadOnlyList<IndexPart> parts, IReadOnlySet<string> removed)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(removed);
        foreach (var other in parts.Select(p => p.Field).Append(existing?.Field ?? field))
        {
            if (other.Name != field.Name || other.Type != field.Type)
            {
                throw CoreErrors.IndexOfOtherColumn(field, other);
            }
        }
        if (existing is not null && parts.All(p => p.Count == 0) && !existing.Labels.Any(removed.Contains))
        {
            return existing;
        }
        var runs = new List<IndexRun>();
        var labels = new LabelNumbers();
        if (existing is { Count: > 0 })
        {
            runs.Add(IndexRun.Of(existing, [.. existing.Labels.Select(l => removed.Contains(l) ? -1 : labels.Add(l))]));
        }
        foreach (var part in parts.Where(p => p.Count > 0))
        {
            runs.Add(IndexRun.Of(part, labels.Add(part.Label)));
        }
        IndexRun.SharePrefix(CollectionsMarshal.AsSpan(runs));
        var result = IndexEntriesBuilder.Create(field, labels.ToArray(), runs.Sum(r => r.PostingCount));
        new IndexMerge(runs, result).Run();
        return result.Finish();
    }

    /// <summary>An index whose values are sorted but needn't be distinct as one whose values are.</summary>
    public static IndexEntries Distinct(IndexEntries sorted)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        var run = IndexRun.Of(sorted, [.. Enumerable.Range(0, sorted.Labels.Length)]);
        var isDistinct = true;
        for (var i = 1; isDistinct && i < run.Count; i++)
        {
            isDistinct = run.KeysAreExact ? run.KeyAt(i) != run.KeyAt(i - 1) : !run.BytesAt(i).SequenceEqual(run.BytesAt(i - 1));
        }
        if (isDistinct)
        {
            return sorted;
        }
        IndexRun.SharePrefix([run]);
        var result = IndexEntriesBuilder.Create(sorted.Field, sorted.Labels, run.PostingCount);
        new IndexMerge([run], result).Run();
        return result.Finish();
    }

    private void Run()
    {
        foreach (var bound in Bounds())
        {
            Gather(bound);
            if (_count > 0)
            {
                KeySort.Sort(_keys.AsSpan(0, _count), _numbers.AsSpan(0, _count));
                Emit();
            }
        }
    }

    /// <summary>The last keys of the ranges, ascending; the last is that of all.</summary>
    private List<ulong> Bounds()
    {
        var stride = Math.Max(1, ChunkEntries / Math.Max(1, _runs.Count));
        var samples = new List<ulong>();
        foreach (var run in _runs)
        {
            for (var i = stride; i < run.Count; i += stride)
            {
                samples.Add(run.KeyAt(i));
            }
        }
        samples.Sort();
        var bounds = new List<ulong>();
        for (var i = ChunkEntries / stride; i < samples.Count; i += ChunkEntries / stride)
        {
            bounds.Add(samples[i]);
        }
        bounds.Add(ulong.MaxValue);
        return bounds;
    }

    /// <summary>Takes the next entries of each run up to a key. Entries of equal keys come together, since all up to the bound are taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(ulong bound)
    {
        _count = 0;
        for (var r = 0; r < _runs.Count; r++)
        {
            var run = _runs[r];
            for (; run.Next < run.Count; run.Next++)
            {
                var key = run.KeyAt(run.Next);
                if (key > bound)
                {
                    break;
                }
                if (_count == _keys.Length)
                {
                    var room = Math.Max(1024, 2 * _count);
                    Array.Resize(ref _keys, room);
                    Array.Resize(ref _numbers, room);
                    Array.Resize(ref _entries, room);
                }
                _keys[_count] = key;
                _numbers[_count] = _count;
                _entries[_count++] = (r, run.Next);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Emit()
    {
        var areExact = _runs[0].KeysAreExact;
        for (var start = 0; start < _count;)
        {
            var end = start + 1;
            while (end < _count && _keys[end] == _keys[start])
            {
                end++;
            }
            if (areExact || end - start == 1)
            {
                EmitValue(start, end);
            }
            else
            {
                EmitValues(start, end);
            }
            start = end;
        }
    }

    /// <summary>Emits entries of one key that may have several values.</summary>
    private void EmitValues(int start, int end)
    {
        var first = ValueOf(start);
        var isOne = true;
        for (var i = start + 1; isOne && i < end; i++)
        {
            isOne = ValueOf(i).SequenceEqual(first);
        }
        if (isOne)
        {
            EmitValue(start, end);
            return;
        }
        _numbers.AsSpan(start..end).Sort((l, r) => BytesOf(l).SequenceCompareTo(BytesOf(r)) is var order and not 0 ? order : l - r);
        while (start < end)
        {
            var next = start + 1;
            while (next < end && ValueOf(next).SequenceEqual(ValueOf(start)))
            {
                next++;
            }
            EmitValue(start, next);
            start = next;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EmitValue(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var (run, position) = _entries[_numbers[i]];
            _runs[run].AddPostings(_result, position);
        }
        var (firstRun, firstPosition) = _entries[_numbers[start]];
        _result.EndValue(_keys[start], _runs[firstRun], firstPosition);
    }

    private ReadOnlySpan<byte> ValueOf(int sorted) => BytesOf(_numbers[sorted]);

    private ReadOnlySpan<byte> BytesOf(int number) => _runs[_entries[number].Run].BytesAt(_entries[number].Position);

    /// <summary>Numbers labels in the order in which they come, each once.</summary>
    private sealed class LabelNumbers
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

        public int Add(string label)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, label, out var isKnown);
            return isKnown ? number : number = _numbers.Count - 1;
        }

        public ImmutableArray<string> ToArray() => [.. _numbers.Keys];
    }
}
