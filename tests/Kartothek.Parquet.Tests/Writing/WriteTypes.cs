using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Every flat type with values for it, in the form in which vectors hold them.</summary>
internal static class WriteTypes
{
    /// <summary>The types by name.</summary>
    public static readonly IReadOnlyDictionary<string, ColumnType> All = new[]
    {
        ColumnType.Boolean, ColumnType.Int8, ColumnType.Int16, ColumnType.Int32, ColumnType.Int64,
        ColumnType.UInt8, ColumnType.UInt16, ColumnType.UInt32, ColumnType.UInt64,
        ColumnType.Half, ColumnType.Float, ColumnType.Double, ColumnType.String, ColumnType.Binary, ColumnType.FixedBinary(5), ColumnType.Uuid, ColumnType.Date,
        ColumnType.Time(ColumnUnit.Millisecond), ColumnType.Time(ColumnUnit.Microsecond), ColumnType.Time(ColumnUnit.Nanosecond, isUtc: true),
        ColumnType.Timestamp(ColumnUnit.Millisecond), ColumnType.Timestamp(ColumnUnit.Microsecond), ColumnType.Timestamp(ColumnUnit.Microsecond, isUtc: true),
        ColumnType.Timestamp(ColumnUnit.Nanosecond), ColumnType.Decimal(1, 0), ColumnType.Decimal(9, 2), ColumnType.Decimal(18, 18), ColumnType.Decimal(19, 4), ColumnType.Decimal(38, 10),
    }.ToDictionary(t => t.ToString());

    /// <summary>A value out of so many: the same number gives the same value, and numbers differ as far as the type allows.</summary>
    public static object Value(ColumnType type, long number)
    {
        var wild = unchecked((long)((ulong)number * 0x9E3779B97F4A7C15) ^ (number << 7));
        return type.Kind switch
        {
            ColumnKind.Boolean => number % 2 == 0,
            ColumnKind.Int8 => (int)(sbyte)wild,
            ColumnKind.Int16 => (int)(short)wild,
            ColumnKind.UInt8 => (int)(byte)wild,
            ColumnKind.UInt16 => (int)(ushort)wild,
            ColumnKind.Int32 => (int)wild,
            ColumnKind.UInt32 => (uint)wild,
            ColumnKind.Int64 => wild,
            ColumnKind.UInt64 => (ulong)wild,
            ColumnKind.Half => (float)(Half)((short)wild / 64f),
            ColumnKind.Float => (int)wild / 256f,
            ColumnKind.Double => wild / 1024.0,
            ColumnKind.String => $"{(char)('ä' + (number % 5))}{wild:x}{new string('x', (int)(number % 7))}",
            ColumnKind.Binary => BitConverter.GetBytes(wild)[..(int)(number % 8)],
            ColumnKind.FixedBinary => BitConverter.GetBytes(wild)[..type.Length],
            ColumnKind.Uuid => (byte[])[.. BitConverter.GetBytes(wild), .. BitConverter.GetBytes(number)],
            ColumnKind.Date => (int)(wild % 40_000),
            ColumnKind.Time when type.Unit == ColumnUnit.Millisecond => (int)((ulong)wild % 86_400_000),
            ColumnKind.Time => (long)((ulong)wild % (type.Unit == ColumnUnit.Microsecond ? 86_400_000_000UL : 86_400_000_000_000UL)),
            ColumnKind.Timestamp => wild % (type.Unit == ColumnUnit.Nanosecond ? 4_000_000_000_000_000_000 : type.Unit == ColumnUnit.Microsecond ? 4_000_000_000_000_000 : 4_000_000_000_000),
            ColumnKind.Decimal when type.Precision <= 18 => wild % Power(type.Precision),
            ColumnKind.Decimal => (Int128)wild * number * 1_000_003 % Int128.Parse("1" + new string('0', type.Precision)),
            _ => throw new NotSupportedException(type.ToString()),
        };
    }

    /// <summary>A vector of values, nulls included.</summary>
    public static Vector ToVector(ColumnType type, IReadOnlyList<object?> values)
    {
        Vector vector = type.Storage switch
        {
            ColumnStorage.None => new NullVector(type),
            ColumnStorage.Boolean => Flat<bool>(type, values),
            ColumnStorage.Int32 => Flat<int>(type, values),
            ColumnStorage.UInt32 => Flat<uint>(type, values),
            ColumnStorage.Int64 => Flat<long>(type, values),
            ColumnStorage.UInt64 => Flat<ulong>(type, values),
            ColumnStorage.Float => Flat<float>(type, values),
            ColumnStorage.Double => Flat<double>(type, values),
            ColumnStorage.Int128 => Flat<Int128>(type, values),
            _ => Bytes(type, values),
        };
        vector.Length = values.Count;
        if (values.Contains(null))
            vector.Valid = [.. values.Select(v => v is not null)];
        return vector;
    }

    /// <summary>The same as codes of a dictionary.</summary>
    public static DictionaryVector ToCodes(ColumnType type, IReadOnlyList<object?> values)
    {
        var entries = values.Where(v => v is not null).DistinctBy(Cells.Of).ToList();
        var codes = entries.Select((v, i) => (Cell: Cells.Of(v), i)).ToDictionary(e => e.Cell!, e => e.i);
        return new DictionaryVector(type)
        {
            Dictionary = new(ToVector(type, entries)),
            Codes = [.. values.Select(v => v is null ? 0 : codes[Cells.Of(v)!])],
            Length = values.Count,
            Valid = values.Contains(null) ? [.. values.Select(v => v is not null)] : null,
        };
    }

    private static FlatVector<T> Flat<T>(ColumnType type, IReadOnlyList<object?> values)
        where T : unmanaged => new(type) { Values = [.. values.Select(v => v is null ? default : (T)v)] };

    private static BytesVector Bytes(ColumnType type, IReadOnlyList<object?> values)
    {
        var bytes = new List<byte>();
        var views = new ByteView[values.Count];
        for (var i = 0; i < views.Length; i++)
        {
            var value = values[i] switch { null => [], string text => System.Text.Encoding.UTF8.GetBytes(text), var other => (byte[])other };
            views[i] = new(bytes.Count, value.Length);
            bytes.AddRange(value);
        }
        return new BytesVector(type) { Data = [.. bytes], Views = views };
    }

    private static long Power(int digits) => (long)Math.Pow(10, digits);
}
