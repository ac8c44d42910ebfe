using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <content>Whole vectors, in memory of their own.</content>
public static partial class VectorCopy
{
    /// <summary>A vector that isn't one of codes, in memory of its own that may be kept.</summary>
    /// <param name="source">The vector. The Arrow array of a nested one belongs to the receiver already.</param>
    /// <param name="reuse">An earlier result to overwrite, or null. Must not be the source.</param>
    internal static Vector Copy(Vector source, Vector? reuse)
    {
        switch (source)
        {
            case BytesVector bytes:
                return WithNulls(CopyBytes(bytes, reuse is BytesVector b && b.Type == source.Type ? b : new BytesVector(source.Type)), source);
            case FlatVector<bool> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<int> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<uint> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<long> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<ulong> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<float> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<double> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<Int128> flat:
                return CopyFlat(flat, reuse);
            case ConstantVector constant:
                return new ConstantVector(source.Type, constant.Value) { Length = source.Length };
            case NullVector:
                return new NullVector(source.Type) { Length = source.Length };
            default:
                // The Arrow array of a nested vector belongs to the receiver.
                return source;
        }
    }

    private static Vector CopyFlat<T>(FlatVector<T> source, Vector? reuse)
        where T : unmanaged
    {
        var copy = reuse is FlatVector<T> flat && flat.Type == source.Type ? flat : new FlatVector<T>(source.Type);
        source.Values.AsSpan(0, source.Length).CopyTo(copy.Reset(source.Length));
        return WithNulls(copy, source);
    }

    /// <summary>Copies the bytes between the first and the last that a view points to: values lie one behind the other in a page, rarely with more than a length between them.</summary>
    private static BytesVector CopyBytes(BytesVector source, BytesVector copy)
    {
        if (copy.Views.Length < source.Length) copy.Views = GC.AllocateUninitializedArray<ByteView>(source.Length);
        var views = source.Views.AsSpan(0, source.Length);
        var (first, end, total) = Extent(views, source.Valid);
        var isDense = end - first <= (2 * total) + (sizeof(long) * (long)views.Length);
        var needed = isDense ? end - first : total;
        if (copy.Data.Length < needed) copy.Data = GC.AllocateUninitializedArray<byte>(checked((int)Math.Max(needed, Math.Min(2L * copy.Data.Length, Array.MaxLength))));
        copy.IsAscii = source.IsAscii;
        if (isDense)
        {
            source.Data.AsSpan(first, end - first).CopyTo(copy.Data);
            Shift(views, copy.Views, first);
            return copy;
        }
        var next = 0;
        for (var i = 0; i < views.Length; i++)
        {
            var view = source.IsNull(i) ? default : views[i];
            source.Data.AsSpan(view.Offset, view.Length).CopyTo(copy.Data.AsSpan(next));
            copy.Views[i] = new ByteView(next, view.Length);
            next += view.Length;
        }
        return copy;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int First, int End, long Total) Extent(ReadOnlySpan<ByteView> views, bool[]? valid)
    {
        int first = int.MaxValue, end = 0;
        var total = 0L;
        for (var i = 0; i < views.Length; i++)
        {
            // The views of nulls point anywhere.
            if (valid is null || valid[i])
            {
                first = Math.Min(first, views[i].Offset);
                end = Math.Max(end, views[i].Offset + views[i].Length);
                total += views[i].Length;
            }
        }
        return first <= end ? (first, end, total) : (0, 0, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Shift(ReadOnlySpan<ByteView> source, Span<ByteView> target, int by)
    {
        for (var i = 0; i < source.Length; i++) target[i] = new ByteView(source[i].Offset - by, source[i].Length);
    }

    /// <summary>Gives a copy the length and the nulls of its source.</summary>
    internal static Vector WithNulls(Vector copy, Vector source)
    {
        copy.Length = source.Length;
        copy.Valid = null;
        if (source.Valid is { } valid) valid.AsSpan(0, source.Length).CopyTo(copy.ResetValid(source.Length));
        return copy;
    }
}
