using System.Runtime.CompilerServices;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Sorts texts and binary values by their bytes, which for text is the order of code points.</summary>
internal static class BytesSort
{
    /// <summary>The distinct values as a vector of its own, ascending, and laid out in that order.</summary>
    /// <param name="type">The type.</param>
    /// <param name="data">What the views point into.</param>
    /// <param name="views">The values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BytesVector SortedDistinct(ColumnType type, byte[] data, ReadOnlySpan<ByteView> views)
    {
        var numbers = Order(data, views);
        var (count, bytes) = (0, 0);
        foreach (var number in numbers)
        {
            if (count > 0 && Of(data, views[number]).SequenceEqual(Of(data, views[numbers[count - 1]])))
            {
                continue;
            }
            numbers[count++] = number;
            bytes += views[number].Length;
        }
        return Gather(type, data, views, numbers.AsSpan(0, count), bytes);
    }

    /// <summary>The values in an order, laid out in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BytesVector Gather(ColumnType type, byte[] data, ReadOnlySpan<ByteView> views, ReadOnlySpan<int> numbers, int bytes)
    {
        var sorted = new BytesVector(type) { Data = GC.AllocateUninitializedArray<byte>(bytes), Views = new ByteView[numbers.Length], Length = numbers.Length };
        var offset = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            var view = views[numbers[i]];
            Of(data, view).CopyTo(sorted.Data.AsSpan(offset));
            sorted.Views[i] = new ByteView(offset, view.Length);
            offset += view.Length;
        }
        sorted.IsAscii = type.Kind == ColumnKind.String && Ascii.IsValid(sorted.Data);
        return sorted;
    }

    /// <summary>How many bytes at the front all values of a sorted vector share: those that its first and last share.</summary>
    public static int CommonPrefix(BytesVector sorted) => sorted.Length == 0 ? int.MaxValue : sorted[0].CommonPrefixLength(sorted[sorted.Length - 1]);

    /// <summary>The positions of the values in their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] Order(byte[] data, ReadOnlySpan<ByteView> views)
    {
        var numbers = new int[views.Length];
        if (views.Length == 0)
        {
            return numbers;
        }
        ReadOnlySpan<byte> first = Of(data, views[0]);
        foreach (var view in views)
        {
            first = first[..first.CommonPrefixLength(Of(data, view))];
        }
        var keys = new ulong[views.Length];
        for (var i = 0; i < views.Length; i++)
        {
            numbers[i] = i;
            keys[i] = KeySort.Of(Of(data, views[i]), first.Length);
        }
        KeySort.Sort(keys, numbers);
        ByteView[]? copy = null;
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }
            if (end - start > 1 && !AreEqual(data, views, numbers.AsSpan(start..end)))
            {
                copy ??= views.ToArray();
                numbers.AsSpan(start..end).Sort((l, r) => Of(data, copy[l]).SequenceCompareTo(Of(data, copy[r])));
            }
            start = end;
        }
        return numbers;
    }

    private static bool AreEqual(byte[] data, ReadOnlySpan<ByteView> views, ReadOnlySpan<int> numbers)
    {
        var first = Of(data, views[numbers[0]]);
        foreach (var number in numbers[1..])
        {
            if (!Of(data, views[number]).SequenceEqual(first))
            {
                return false;
            }
        }
        return true;
    }

    private static ReadOnlySpan<byte> Of(byte[] data, ByteView view) => data.AsSpan(view.Offset, view.Length);
}
