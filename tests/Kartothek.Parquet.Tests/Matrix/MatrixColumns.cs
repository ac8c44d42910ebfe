using System.Buffers.Binary;
using Kartothek.Columns;
using ParquetSharp;
using SharpEncoding = ParquetSharp.Encoding;
using SharpPhysical = ParquetSharp.PhysicalType;

namespace Kartothek.Parquet.Tests;

/// <summary>Every physical type in every encoding, and every logical type.</summary>
internal static class MatrixColumns
{
    private static readonly (string Name, SharpEncoding? Encoding, bool ManyValues)[] Dictionaries = [("dictionary", null, false), ("fallback", null, true)];

    /// <summary>Every physical type × encoding × null pattern.</summary>
    public static List<MatrixColumn> Physical()
    {
        var columns = new List<MatrixColumn>();
        Add(SharpPhysical.Boolean, 0, LogicalType.None(), ColumnType.Boolean, (row, _) => Hash(row, 1) % 3 == 0, [SharpEncoding.Plain, SharpEncoding.Rle], hasDictionary: false);
        Add(SharpPhysical.Int32, 0, LogicalType.None(), ColumnType.Int32, Int, [SharpEncoding.Plain, SharpEncoding.DeltaBinaryPacked, SharpEncoding.ByteStreamSplit]);
        Add(SharpPhysical.Int64, 0, LogicalType.None(), ColumnType.Int64, Long, [SharpEncoding.Plain, SharpEncoding.DeltaBinaryPacked, SharpEncoding.ByteStreamSplit]);
        Add(SharpPhysical.Float, 0, LogicalType.None(), ColumnType.Float, (row, many) => many ? row / 8f : row % 40 - 20f, [SharpEncoding.Plain, SharpEncoding.ByteStreamSplit]);
        Add(SharpPhysical.Double, 0, LogicalType.None(), ColumnType.Double, (row, many) => many ? Math.Sqrt(row) : row % 40 / 8.0, [SharpEncoding.Plain, SharpEncoding.ByteStreamSplit]);
        Add(SharpPhysical.ByteArray, 0, LogicalType.String(), ColumnType.String, Text, [SharpEncoding.Plain, SharpEncoding.DeltaLengthByteArray, SharpEncoding.DeltaByteArray]);
        Add(SharpPhysical.FixedLenByteArray, 7, LogicalType.None(), ColumnType.FixedBinary(7), Fixed, [SharpEncoding.Plain, SharpEncoding.DeltaByteArray, SharpEncoding.ByteStreamSplit]);
        Add(SharpPhysical.Int96, 0, LogicalType.None(), ColumnType.Timestamp(ColumnUnit.Nanosecond), Julian, [SharpEncoding.Plain], expected: FromJulian);
        return columns;

        void Add(
            SharpPhysical physical, int length, LogicalType logical, ColumnType wanted, Func<int, bool, object> value, SharpEncoding[] encodings,
            bool hasDictionary = true, Func<object, object>? expected = null)
        {
            foreach (var nulls in Enum.GetValues<Nulls>())
            {
                foreach (var encoding in encodings)
                    columns.Add(new($"{physical}_{encoding}_{nulls}", physical, logical, length, encoding, nulls, row => value(row, true), wanted, expected ?? (v => v)));
                foreach (var (name, encoding, many) in hasDictionary ? Dictionaries : [])
                    columns.Add(new($"{physical}_{name}_{nulls}", physical, logical, length, encoding, nulls, row => value(row, many), wanted, expected ?? (v => v)));
            }
        }
    }

    public static uint Hash(int row, int salt)
    {
        var hash = ((ulong)(uint)row * 0x9E3779B97F4A7C15) + ((ulong)salt * 0xD1B54A32D192ED03);
        hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
        return (uint)(hash >> 32);
    }

    // Stretches of small steps, of steps of any size, and of none, so that deltas have every width.
    private static object Int(int row, bool many) => !many ? row / 3 % 50 : (row / 500 % 4) switch
    {
        0 => row,
        1 => (int)Hash(row, 2),
        2 => 42,
        _ => (int)(Hash(row, 3) >> (row % 32)),
    };

    private static object Long(int row, bool many) => !many ? (long)(row % 37) << 40 : (row / 500 % 4) switch
    {
        0 => row * 1000L,
        1 => (long)(((ulong)Hash(row, 4) << 32) | Hash(row, 5)),
        2 => -1L,
        _ => (long)((((ulong)Hash(row, 4) << 32) | Hash(row, 5)) >> (row % 64)),
    };

    private static object Text(int row, bool many) => Encoding8((row % 9) switch
    {
        0 => "",
        1 => $"Zürich {(many ? row : row % 20)} \U0001F600",
        2 => new string('x', many ? row % 300 : row % 18),
        _ => $"value-{(many ? row : row % 20):D6}",
    });

    private static object Fixed(int row, bool many)
    {
        var bytes = new byte[7];
        BinaryPrimitives.WriteInt32BigEndian(bytes, many ? row : row % 25);
        bytes[6] = (byte)row;
        if (!many)
            bytes[6] = 1;
        return bytes;
    }

    private static object Julian(int row, bool many)
    {
        var nanoseconds = (many ? row : row % 20) * 4_000_000_123L;
        return new Int96((int)nanoseconds, (int)(nanoseconds >> 32), 2_440_588 + (row % 5) - 2);
    }

    private static object FromJulian(object value)
    {
        var julian = (Int96)value;
        return ((julian.C - 2_440_588) * 86_400_000_000_000L) + (((long)julian.B << 32) | (uint)julian.A);
    }

    private static byte[] Encoding8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
