using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The statistics of a leaf's values, in the form in which its file stores them.</summary>
internal static class LeafBounds
{
    /// <summary>The statistics of a chunk that was read.</summary>
    public static WrittenStatistics Of(LeafLevels levels)
    {
        var leaf = levels.Leaf;
        var nulls = levels.Definition is null ? 0 : levels.Count - levels.Definition.AsSpan(0, levels.Count).Count((byte)leaf.MaxDefinitionLevel);
        if (leaf.Order == ValueOrder.Undefined)
            return new(nulls);
        return levels.Values switch
        {
            FlatVector<bool> flat => Of(flat, nulls),
            FlatVector<int> flat => Of(flat, leaf, nulls),
            FlatVector<uint> flat => Of(flat, leaf, nulls),
            FlatVector<long> flat => Of(flat, leaf, nulls),
            FlatVector<ulong> flat => Of(flat, leaf, nulls),
            FlatVector<float> flat => Of(flat, leaf, nulls),
            FlatVector<double> flat => Of(flat, leaf, nulls),
            FlatVector<Int128> flat => Of(flat, leaf, nulls),
            BytesVector bytes => Of(bytes, leaf, nulls),
            _ => new(nulls),
        };
    }

    private static WrittenStatistics Of(FlatVector<bool> vector, long nulls)
    {
        var values = vector.Values.AsSpan(0, vector.Length);
        return values.IsEmpty ? new(nulls) : new(nulls, [(byte)(values.Contains(false) ? 0 : 1)], [(byte)(values.Contains(true) ? 1 : 0)]);
    }

    private static WrittenStatistics Of<N>(FlatVector<N> vector, LeafColumn leaf, long nulls)
        where N : unmanaged, INumber<N>
    {
        var extremes = default(Extremes<N>);
        extremes.Add(vector.Values.AsSpan(0, vector.Length));
        if (!extremes.Any)
            return new(nulls);
        // Zero has two signs, and bounds hold for both.
        var min = leaf.Type.IsFloating && N.IsZero(extremes.Min) ? -N.Abs(extremes.Min) : extremes.Min;
        var max = leaf.Type.IsFloating && N.IsZero(extremes.Max) ? N.Abs(extremes.Max) : extremes.Max;
        return new(nulls, Stored(min, leaf), Stored(max, leaf));
    }

    private static WrittenStatistics Of(BytesVector vector, LeafColumn leaf, long nulls)
    {
        var bounds = default(BytesBounds);
        for (var i = 0; i < vector.Length; i++)
            bounds.Add(vector[i]);
        var statistics = bounds.ToStatistics(nulls, leaf);
        bounds.Free();
        return statistics;
    }

    private static byte[] Stored<N>(N value, LeafColumn leaf)
        where N : unmanaged, INumber<N>
    {
        switch (leaf.PhysicalType)
        {
            case PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray when leaf.Type.Kind == ColumnKind.Decimal:
                var wide = new byte[Math.Max(16, leaf.TypeLength)];
                wide.AsSpan().Fill(N.IsNegative(value) ? (byte)0xFF : (byte)0);
                BinaryPrimitives.WriteInt128BigEndian(wide.AsSpan(wide.Length - 16), Int128.CreateChecked(value));
                return leaf.TypeLength > 0 ? wide[^leaf.TypeLength..] : wide;
            case PhysicalType.FixedLengthByteArray:
                var half = new byte[2];
                BinaryPrimitives.WriteHalfLittleEndian(half, Half.CreateChecked(value));
                return half;
            case PhysicalType.Int32 when leaf.Type.Kind == ColumnKind.Decimal:
                return BitConverter.GetBytes(int.CreateChecked(value));
            case PhysicalType.Int64 when leaf.Type.Kind == ColumnKind.Decimal:
                return BitConverter.GetBytes(long.CreateChecked(value));
            default:
                var bytes = new byte[Unsafe.SizeOf<N>()];
                Unsafe.WriteUnaligned(ref bytes[0], value);
                return bytes;
        }
    }
}
