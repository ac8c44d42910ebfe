using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Sorts texts and binary values by their bytes, which for text is the order of code points.</summary>
internal static class BytesSort
{
    /// <summary>The values as a vector of its own, ascending, and laid out in that order.</summary>
    /// <param name="type">The type.</param>
    /// <param name="data">What the views point into.</param>
    /// <param name="views">Distinct values.</param>
    /// <param name="bytes">The sum of their lengths.</param>
    public static BytesVector Sorted(ColumnType type, byte[] data, ReadOnlySpan<ByteView> views, int bytes)
    {
        var numbers = Order(data, views);
        return Gather(type, data, views, numbers, bytes);
    }

    /// <summary>The values in an order, laid out in it.</summary>
    public static BytesVector Gather(ColumnType type, byte[] data, ReadOnlySpan<ByteView> views, ReadOnlySpan<int> numbers, int bytes)
    {
        var sorted = new BytesVector(type) { Data = GC.AllocateUninitializedArray<byte>(bytes), Views = new ByteView[views.Length], Length = views.Length };
        var offset = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            var view = views[numbers[i]];
            data.AsSpan(view.Offset, view.Length).CopyTo(sorted.Data.AsSpan(offset));
            sorted.Views[i] = new ByteView(offset, view.Length);
            offset += view.Length;
        }
        sorted.IsAscii = type.Kind == ColumnKind.String && Ascii.IsValid(sorted.Data);
        return sorted;
    }

    /// <summary>How many bytes at the front all values of a sorted vector share: those that its first and last share.</summary>
    public static int CommonPrefix(BytesVector sorted) => sorted.Length == 0 ? int.MaxValue : sorted[0].CommonPrefixLength(sorted[sorted.Length - 1]);

    /// <summary>The positions of the values in their order.</summary>
    public static int[] Order(byte[] data, ReadOnlySpan<ByteView> views)
    {
        var numbers = new int[views.Length];
        if (views.Length == 0)
        {
            return numbers;
        }
        ReadOnlySpan<byte> first = data.AsSpan(views[0].Offset, views[0].Length);
        foreach (var view in views)
        {
            first = first[..first.CommonPrefixLength(data.AsSpan(view.Offset, view.Length))];
        }
        var keys = new ulong[views.Length];
        for (var i = 0; i < views.Length; i++)
        {
            numbers[i] = i;
            keys[i] = KeySort.Of(data.AsSpan(views[i].Offset, views[i].Length), first.Length);
        }
        KeySort.Sort(keys, numbers);
        var copy = views.ToArray();
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }
            if (end - start > 1)
            {
                numbers.AsSpan(start..end).Sort((l, r) =>
                    data.AsSpan(copy[l].Offset, copy[l].Length).SequenceCompareTo(data.AsSpan(copy[r].Offset, copy[r].Length)));
            }
            start = end;
        }
        return numbers;
    }
}
