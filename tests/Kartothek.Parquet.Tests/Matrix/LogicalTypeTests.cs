using System.Buffers.Binary;
using System.Numerics;
using Kartothek.Columns;
using ParquetSharp;
using SharpEncoding = ParquetSharp.Encoding;
using SharpPhysical = ParquetSharp.PhysicalType;

namespace Kartothek.Parquet.Tests;
/// <summary>Every logical type, as ParquetSharp writes it, read as itself and as the other types of its family.</summary>
public sealed class LogicalTypeTests
{
    private const int Rows = 5_000;

    public static TheoryData<bool> Versions() => [false, true];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_logical_type_is_read_as_itself_and_as_its_relatives(bool isV2)
    {
        var columns = new List<MatrixColumn>();
        foreach (var nulls in new[] { Nulls.Required, Nulls.Some })
        {
            foreach (SharpEncoding? encoding in new SharpEncoding?[] { null, SharpEncoding.Plain })
                AddAll(columns, nulls, encoding);
        }
        var file = MatrixFile.Write(columns, Rows, new(ParquetSharp.Compression.Snappy, isV2, 3000));
        await MatrixTests.AssertReadAsync(file, columns, Rows);
    }

    private static void AddAll(List<MatrixColumn> columns, Nulls nulls, SharpEncoding? encoding)
    {
        Integers(Add);
        Temporals(Add);
        Decimals(Add);
        Floats(Add);
        Bytes(Add);

        void Add(string name, SharpPhysical physical, LogicalType logical, int length, Func<int, object> stored, ColumnType wanted, Func<object, object> expected) =>
            columns.Add(new($"{name}_as_{wanted}_{nulls}_{encoding}", physical, logical, length, encoding, nulls, stored, wanted, expected));
    }

    private delegate void AddColumn(string name, SharpPhysical physical, LogicalType logical, int length, Func<int, object> stored, ColumnType wanted, Func<object, object> expected);

    private static void Integers(AddColumn add)
    {
        ColumnType[] all = [ColumnType.Int8, ColumnType.Int16, ColumnType.Int32, ColumnType.Int64, ColumnType.UInt8, ColumnType.UInt16, ColumnType.UInt32, ColumnType.UInt64];
        foreach (var (bits, signed) in new[] { (8, true), (16, true), (32, true), (8, false), (16, false), (32, false) })
        {
            // Values that all types hold, so that each can be read as each.
            foreach (var wanted in all)
                add($"int{bits}{signed}", SharpPhysical.Int32, LogicalType.Int(bits, signed), 0, row => row % 128, wanted, v => InStorage((int)v, wanted));
        }
        foreach (var signed in new[] { true, false })
        {
            foreach (var wanted in all)
                add($"int64{signed}", SharpPhysical.Int64, LogicalType.Int(64, signed), 0, row => (long)row % 128, wanted, v => InStorage((long)v, wanted));
        }
        add("int8", SharpPhysical.Int32, LogicalType.Int(8, true), 0, row => (row % 256) - 128, ColumnType.Int64, v => (long)(int)v);
        add("uint32", SharpPhysical.Int32, LogicalType.Int(32, false), 0, row => -row, ColumnType.UInt32, v => (uint)(int)v);
        add("uint32", SharpPhysical.Int32, LogicalType.Int(32, false), 0, row => -row, ColumnType.Int64, v => (long)(uint)(int)v);
        add("uint64", SharpPhysical.Int64, LogicalType.Int(64, false), 0, row => -(long)row, ColumnType.UInt64, v => (ulong)(long)v);
        add("int64", SharpPhysical.Int64, LogicalType.None(), 0, row => (long)int.MinValue + row, ColumnType.Int32, v => (int)(long)v);
    }

    private static void Temporals(AddColumn add)
    {
        add("date", SharpPhysical.Int32, LogicalType.Date(), 0, row => row - 3000, ColumnType.Date, v => v);
        var units = new[] { (TimeUnit.Millis, ColumnUnit.Millisecond, 1_000_000L), (TimeUnit.Micros, ColumnUnit.Microsecond, 1000L), (TimeUnit.Nanos, ColumnUnit.Nanosecond, 1L) };
        foreach (var (stored, _, storedNanos) in units)
        {
            foreach (var (_, wanted, wantedNanos) in units)
            {
                foreach (var isUtc in new[] { false, true })
                {
                    add($"timestamp{stored}{isUtc}", SharpPhysical.Int64, LogicalType.Timestamp(isUtc, stored), 0, row => (row - 2500) * 1_234_567L,
                        ColumnType.Timestamp(wanted, isUtc), v => Floor((long)v, storedNanos, wantedNanos));
                }
                if (stored == TimeUnit.Millis)
                {
                    add($"time{stored}", SharpPhysical.Int32, LogicalType.Time(true, stored), 0, row => row * 17_000, ColumnType.Time(wanted, true), v => Time(Floor((int)v, storedNanos, wantedNanos), wanted));
                }
                else
                {
                    add($"time{stored}", SharpPhysical.Int64, LogicalType.Time(true, stored), 0, row => row * 17_000_123L, ColumnType.Time(wanted, true), v => Time(Floor((long)v, storedNanos, wantedNanos), wanted));
                }
            }
        }
    }

    private static void Decimals(AddColumn add)
    {
        foreach (var (precision, scale) in new[] { (9, 2), (18, 2), (38, 2), (12, 4), (38, 10) })
        {
            var wanted = ColumnType.Decimal(precision, scale);
            var power = BigInteger.Pow(10, scale - 2);
            add("decimal32", SharpPhysical.Int32, LogicalType.Decimal(7, 2), 0, row => (row - 2500) * 399, wanted, v => InStorage((int)v * power, wanted));
            add("decimal64", SharpPhysical.Int64, LogicalType.Decimal(16, 2), 0, row => (row - 2500) * 3999L, wanted, v => InStorage((long)v * power, wanted));
            add("decimalBytes", SharpPhysical.ByteArray, LogicalType.Decimal(30, 2), 0, row => Twos((row - 2500) * 39_999L), wanted, v => InStorage(new BigInteger((byte[])v, isBigEndian: true) * power, wanted));
            add("decimalFixed", SharpPhysical.FixedLenByteArray, LogicalType.Decimal(38, 2), 16, row => Fixed((row - 2500) * 39_999L, 16), wanted, v => InStorage(new BigInteger((byte[])v, isBigEndian: true) * power, wanted));
            add("decimalFixed5", SharpPhysical.FixedLenByteArray, LogicalType.Decimal(11, 2), 5, row => Fixed((row - 2500) * 39_999L, 5), wanted, v => InStorage(new BigInteger((byte[])v, isBigEndian: true) * power, wanted));
        }
        add("decimalWide", SharpPhysical.FixedLenByteArray, LogicalType.Decimal(38, 0), 16, row => Fixed(BigInteger.Pow(10, 38) - 1 - row, 16), ColumnType.Decimal(38, 0), v => (Int128)new BigInteger((byte[])v, isBigEndian: true));
        add("decimalShrunk", SharpPhysical.Int64, LogicalType.Decimal(16, 4), 0, row => row * 100L, ColumnType.Decimal(10, 2), v => (long)v / 100);
    }

    private static void Floats(AddColumn add)
    {
        add("half", SharpPhysical.FixedLenByteArray, LogicalType.Float16(), 2, row => HalfBytes((Half)(row / 16.0)), ColumnType.Half, v => (float)BinaryPrimitives.ReadHalfLittleEndian((byte[])v));
        add("half", SharpPhysical.FixedLenByteArray, LogicalType.Float16(), 2, row => HalfBytes((Half)(row / 16.0)), ColumnType.Double, v => (double)BinaryPrimitives.ReadHalfLittleEndian((byte[])v));
        add("float", SharpPhysical.Float, LogicalType.None(), 0, row => row % 7 == 0 ? float.NaN : row / 3f, ColumnType.Double, v => (double)(float)v);
        add("double", SharpPhysical.Double, LogicalType.None(), 0, row => row % 7 == 0 ? double.NegativeInfinity : row / 3.0, ColumnType.Float, v => (float)(double)v);
        add("double", SharpPhysical.Double, LogicalType.None(), 0, row => row % 7 == 0 ? -0.0 : row / 3.0, ColumnType.Double, v => v);
    }

    private static void Bytes(AddColumn add)
    {
        add("string", SharpPhysical.ByteArray, LogicalType.String(), 0, row => new byte[row % 5], ColumnType.String, v => v);
        add("string", SharpPhysical.ByteArray, LogicalType.String(), 0, row => new byte[row % 5], ColumnType.Binary, v => v);
        add("binary", SharpPhysical.ByteArray, LogicalType.None(), 0, row => BitConverter.GetBytes(row % 50), ColumnType.Binary, v => v);
        add("json", SharpPhysical.ByteArray, LogicalType.Json(), 0, _ => "{}"u8.ToArray(), ColumnType.String, v => v);
        add("uuid", SharpPhysical.FixedLenByteArray, LogicalType.Uuid(), 16, row => Fixed(row, 16), ColumnType.Uuid, v => v);
        add("uuid", SharpPhysical.FixedLenByteArray, LogicalType.Uuid(), 16, row => Fixed(row, 16), ColumnType.FixedBinary(16), v => v);
        add("fixed", SharpPhysical.FixedLenByteArray, LogicalType.None(), 16, row => Fixed(row, 16), ColumnType.Uuid, v => v);
        add("fixed", SharpPhysical.FixedLenByteArray, LogicalType.None(), 3, row => Fixed(row, 3), ColumnType.Binary, v => v);
    }

    private static object InStorage(BigInteger value, ColumnType type) => type.Storage switch
    {
        ColumnStorage.Int32 => (object)(int)value,
        ColumnStorage.UInt32 => (uint)value,
        ColumnStorage.Int64 => (long)value,
        ColumnStorage.UInt64 => (ulong)value,
        _ => (Int128)value,
    };

    private static object Time(long value, ColumnUnit unit) => unit == ColumnUnit.Millisecond ? (object)(int)value : value;

    private static object Time(object value, ColumnUnit unit) => Time((long)value, unit);

    private static object Floor(long value, long storedNanos, long wantedNanos) =>
        (long)BigInteger.Divide(((BigInteger)value * storedNanos) - Mod((BigInteger)value * storedNanos, wantedNanos), wantedNanos);

    private static BigInteger Mod(BigInteger value, BigInteger divisor) => ((value % divisor) + divisor) % divisor;

    private static byte[] Twos(long value) => new BigInteger(value).ToByteArray(isBigEndian: true);

    private static byte[] Fixed(BigInteger value, int length)
    {
        var bytes = value.ToByteArray(isBigEndian: true);
        return [.. Enumerable.Repeat(value < 0 ? (byte)0xFF : (byte)0, length - bytes.Length), .. bytes];
    }

    private static byte[] HalfBytes(Half value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteHalfLittleEndian(bytes, value);
        return bytes;
    }
}
