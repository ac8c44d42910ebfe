using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>How an index differs from what the files hold. Both list their values in ascending order, so that one walk over both tells.</summary>
internal sealed class IndexDifference
{
    private IndexDifference()
    {
    }

    /// <summary>Pairs of a value and a file that holds it which the index lacks.</summary>
    public long Missing { get; private set; }

    /// <summary>Pairs of a value and a file of the dataset that doesn't hold it.</summary>
    public long Excess { get; private set; }

    /// <summary>Labels that the dataset doesn't have.</summary>
    public ImmutableArray<string> Unknown { get; private set; } = [];

    /// <summary>A missing pair in words.</summary>
    public string? MissingExample { get; private set; }

    /// <summary>A pair too many in words.</summary>
    public string? ExcessExample { get; private set; }

    /// <summary>Compares an index.</summary>
    /// <param name="stored">The index as it is.</param>
    /// <param name="held">What the files that could be read hold.</param>
    /// <param name="isKnown">Whether the dataset has a label.</param>
    /// <param name="isRead">Whether the file of a label could be read, so that its entries can be judged.</param>
    public static IndexDifference Of(IndexEntries stored, IndexEntries held, Func<string, bool> isKnown, Func<string, bool> isRead)
    {
        var isUsed = new bool[stored.Labels.Length];
        foreach (var label in stored.Postings)
        {
            isUsed[label] = true;
        }
        var difference = new IndexDifference { Unknown = [.. stored.Labels.Where((label, i) => isUsed[i] && !isKnown(label))] };
        var ordinals = held.Labels.Select((label, i) => (label, i)).ToDictionary(p => p.label, p => p.i, StringComparer.Ordinal);
        // The labels of the index as those of the files: -1 for one without any value, -2 for one that isn't judged.
        var mapped = stored.Labels.Select(l => ordinals.TryGetValue(l, out var o) ? o : isKnown(l) && isRead(l) ? -1 : -2).ToArray();
        // Per label of the files the number of the value that it holds; negative once the index has it too.
        var marks = new int[held.Labels.Length];
        int s = 0, h = 0;
        for (var mark = 1; s < stored.Count || h < held.Count; mark++)
        {
            var order = s == stored.Count ? 1 : h == held.Count ? -1 : ValueOrdering.Compare(stored.Values, s, held.Values, h);
            if (order >= 0)
            {
                foreach (var label in held.PostingsOf(h))
                {
                    marks[label] = mark;
                }
            }
            if (order <= 0)
            {
                difference.CountStored(stored, s, mapped, marks, mark, hasValue: order == 0);
            }
            if (order >= 0)
            {
                difference.CountHeld(held, h, marks, mark);
            }
            s += order <= 0 ? 1 : 0;
            h += order >= 0 ? 1 : 0;
        }
        return difference;
    }

    private void CountStored(IndexEntries stored, int value, int[] mapped, int[] marks, int mark, bool hasValue)
    {
        foreach (var label in stored.PostingsOf(value))
        {
            if (mapped[label] >= 0 && hasValue && marks[mapped[label]] == mark)
            {
                marks[mapped[label]] = -mark;
            }
            else if (mapped[label] == -1 || (mapped[label] >= 0 && marks[mapped[label]] != -mark))
            {
                Excess++;
                ExcessExample ??= Words(stored, value, stored.Labels[label]);
            }
        }
    }

    private void CountHeld(IndexEntries held, int value, int[] marks, int mark)
    {
        foreach (var label in held.PostingsOf(value))
        {
            if (marks[label] == mark)
            {
                Missing++;
                MissingExample ??= Words(held, value, held.Labels[label]);
            }
        }
    }

    private static string Words(IndexEntries index, int value, string label) => $"{ConstantScalar.Of(index.Values, value)} in partition '{label}'";
}
