using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using Kartothek.Columns;
using Array = System.Array;
using Vector = Kartothek.Columns.Vector;

namespace Kartothek.Parquet;

/// <summary>Builds the Arrow array of a leaf inside a nested column: its values spread over its slots.</summary>
internal static class LeafArrays
{
    /// <param name="leaf">Gathered levels and values.</param>
    /// <param name="wanted">The type of the result, and of the leaf's values.</param>
    /// <param name="slotLevel">The definition level from which on there is a slot.</param>
    /// <param name="isNullable">Whether the leaf itself can be null; if not, it is so only where an ancestor is, and has no validity of its own.</param>
    public static ArrayData Build(LeafCursor leaf, ColumnType wanted, int slotLevel, bool isNullable)
    {
        var valid = Validity(leaf, slotLevel, isNullable, out var slots, out var validity);
        if (leaf.Values is NullVector || wanted.Kind == ColumnKind.Null)
            return NullArrays.Create(wanted, slots).Data;
        return leaf.Entries is { } entries
            ? SpreadCodes((DictionaryVector)leaf.Values, leaf.ValueIndices, entries, valid.AsSpan(0, slots), validity)
            : Spread(Take(leaf.Values, leaf.ValueIndices), wanted, valid.AsSpan(0, slots), validity);
    }

    /// <summary>The entries of a dictionary as an Arrow array.</summary>
    public static ArrayData Entries(BytesVector entries)
    {
        var valid = new bool[entries.Length];
        Array.Fill(valid, true);
        return Variable(entries, entries.Type, valid, new BitWriter(0));
    }

    private static ArrayData SpreadCodes(DictionaryVector values, ReadOnlySpan<int> indices, ArrayData entries, ReadOnlySpan<bool> valid, BitWriter validity)
    {
        var codes = new int[valid.Length];
        var next = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            if (valid[i])
                codes[i] = values.Codes[indices[next++]];
        }
        var type = new DictionaryType(Int32Type.Default, entries.DataType, ordered: false);
        return new ArrayData(type, codes.Length, validity.NullCount, 0, [validity.ToBuffer(), Buffers.Of(codes, codes.Length)], null, entries);
    }

    private static bool[] Validity(LeafCursor leaf, int slotLevel, bool isNullable, out int slots, out BitWriter validity)
    {
        var valid = new bool[leaf.Count];
        var max = leaf.Leaf.MaxDefinitionLevel;
        validity = new BitWriter(leaf.Count);
        slots = 0;
        for (var i = 0; i < leaf.Count; i++)
        {
            var level = max == 0 ? 0 : leaf.Definition[i];
            if (level < slotLevel)
                continue;
            valid[slots++] = level == max;
            validity.Add(level == max || !isNullable);
        }
        return valid;
    }

    /// <summary>The values at some positions, without gaps; a dictionary is looked up.</summary>
    private static Vector Take(Vector values, ReadOnlySpan<int> indices)
    {
        switch (values)
        {
            case DictionaryVector coded:
                var codes = new int[indices.Length];
                for (var i = 0; i < codes.Length; i++)
                    codes[i] = coded.Codes[indices[i]];
                return Take(coded.Dictionary.Entries, codes);
            case BytesVector bytes:
                return new BytesVector(bytes.Type) { Data = bytes.Data, Views = Take(bytes.Views, indices), Length = indices.Length, IsAscii = bytes.IsAscii };
            case FlatVector<bool> flat: return Take(flat, indices);
            case FlatVector<int> flat: return Take(flat, indices);
            case FlatVector<uint> flat: return Take(flat, indices);
            case FlatVector<long> flat: return Take(flat, indices);
            case FlatVector<ulong> flat: return Take(flat, indices);
            case FlatVector<float> flat: return Take(flat, indices);
            case FlatVector<double> flat: return Take(flat, indices);
            case FlatVector<Int128> flat: return Take(flat, indices);
            default: throw new InvalidOperationException($"A leaf's values come as {values.GetType().Name}.");
        }
    }

    private static FlatVector<T> Take<T>(FlatVector<T> values, ReadOnlySpan<int> indices)
        where T : unmanaged => new(values.Type) { Values = Take(values.Values, indices), Length = indices.Length };

    private static T[] Take<T>(T[] values, ReadOnlySpan<int> indices)
    {
        var taken = new T[indices.Length];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = values[indices[i]];
        return taken;
    }

    private static ArrayData Spread(Vector values, ColumnType type, ReadOnlySpan<bool> valid, BitWriter validity)
    {
        if (values is BytesVector bytes)
            return type.Kind is ColumnKind.FixedBinary or ColumnKind.Uuid ? Fixed(bytes, type, valid, validity) : Variable(bytes, type, valid, validity);
        var data = type.Kind switch
        {
            ColumnKind.Boolean => Bits(((FlatVector<bool>)values).Values, valid),
            ColumnKind.Int8 => Spread<int, sbyte>(values, valid),
            ColumnKind.UInt8 => Spread<int, byte>(values, valid),
            ColumnKind.Int16 => Spread<int, short>(values, valid),
            ColumnKind.UInt16 => Spread<int, ushort>(values, valid),
            ColumnKind.UInt32 => Spread<uint, uint>(values, valid),
            ColumnKind.UInt64 => Spread<ulong, ulong>(values, valid),
            ColumnKind.Half => Spread<float, Half>(values, valid),
            ColumnKind.Float => Spread<float, float>(values, valid),
            ColumnKind.Double => Spread<double, double>(values, valid),
            ColumnKind.Decimal => values is FlatVector<long> ? Spread<long, Int128>(values, valid) : Spread<Int128, Int128>(values, valid),
            _ => values is FlatVector<int> ? Spread<int, int>(values, valid) : Spread<long, long>(values, valid),
        };
        return new ArrayData(ArrowTypes.ToArrow(type), valid.Length, validity.NullCount, 0, [validity.ToBuffer(), data]);
    }

    private static ArrowBuffer Spread<TStored, TArrow>(Vector vector, ReadOnlySpan<bool> valid)
        where TStored : unmanaged, INumber<TStored>
        where TArrow : unmanaged, INumber<TArrow>
    {
        var values = ((FlatVector<TStored>)vector).Values;
        var slots = new TArrow[valid.Length];
        var next = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            if (valid[i])
                slots[i] = TArrow.CreateTruncating(values[next++]);
        }
        return Buffers.Of(slots, slots.Length);
    }

    private static ArrowBuffer Bits(bool[] values, ReadOnlySpan<bool> valid)
    {
        var bits = new byte[(valid.Length + 7) / 8];
        var next = 0;
        for (var i = 0; i < valid.Length; i++)
        {
            if (valid[i] && values[next++])
                bits[i >> 3] |= (byte)(1 << (i & 7));
        }
        return new ArrowBuffer(bits);
    }

    private static ArrayData Variable(BytesVector values, ColumnType type, ReadOnlySpan<bool> valid, BitWriter validity)
    {
        var offsets = new int[valid.Length + 1];
        var next = 0;
        for (var i = 0; i < valid.Length; i++)
            offsets[i + 1] = checked(offsets[i] + (valid[i] ? values.Views[next++].Length : 0));
        var data = new byte[offsets[^1]];
        var end = 0;
        for (var i = 0; i < next; i++)
        {
            values[i].CopyTo(data.AsSpan(end));
            end += values.Views[i].Length;
        }
        return new ArrayData(ArrowTypes.ToArrow(type), valid.Length, validity.NullCount, 0, [validity.ToBuffer(), Buffers.Of(offsets, offsets.Length), new ArrowBuffer(data)]);
    }

    private static ArrayData Fixed(BytesVector values, ColumnType type, ReadOnlySpan<bool> valid, BitWriter validity)
    {
        var data = new byte[checked(valid.Length * type.Length)];
        var next = 0;
        for (var i = 0; i < valid.Length; i++)
        {
            if (valid[i])
                values[next++].CopyTo(data.AsSpan(i * type.Length, type.Length));
        }
        return new ArrayData(ArrowTypes.ToArrow(type), valid.Length, validity.NullCount, 0, [validity.ToBuffer(), new ArrowBuffer(data)]);
    }
}
