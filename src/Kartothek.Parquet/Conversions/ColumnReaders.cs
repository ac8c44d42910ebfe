using System.Numerics;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Which reader brings a stored column to a wanted type.</summary>
internal static class ColumnReaders
{
    /// <summary>Whether values of a stored type can be brought to a wanted one: both of one family.</summary>
    public static bool IsPossible(ColumnType stored, ColumnType wanted)
    {
        if (stored == wanted || stored.Kind == ColumnKind.Null)
            return true;
        if (stored.IsInteger && wanted.IsInteger)
            return true;
        if (stored.IsFloating && wanted.IsFloating)
            return true;
        return (stored.Kind, wanted.Kind) switch
        {
            (ColumnKind.Time, ColumnKind.Time) or (ColumnKind.Timestamp, ColumnKind.Timestamp) or (ColumnKind.Decimal, ColumnKind.Decimal) => true,
            (ColumnKind.String or ColumnKind.FixedBinary or ColumnKind.Uuid, ColumnKind.Binary) or (ColumnKind.Binary, ColumnKind.String) => true,
            (ColumnKind.FixedBinary, ColumnKind.Uuid) or (ColumnKind.Uuid, ColumnKind.FixedBinary) => stored.Length == wanted.Length,
            _ => false,
        };
    }

    /// <summary>A reader for a chunk.</summary>
    /// <param name="context">The chunk of a flat leaf.</param>
    /// <param name="wanted">A type that <see cref="IsPossible"/> allows.</param>
    /// <param name="keepsCodes">See <see cref="FlatColumnReader{TStored, TValue}"/>.</param>
    public static ColumnReader Create(ChunkContext context, ColumnType wanted, bool keepsCodes)
    {
        var leaf = context.Chunk.Leaf;
        var stored = leaf.Type;
        return wanted.Kind switch
        {
            ColumnKind.Boolean => Flat<bool, bool>(context, wanted, keepsCodes, null),
            ColumnKind.Half or ColumnKind.Float or ColumnKind.Double => Floating(context, wanted, keepsCodes),
            ColumnKind.Decimal => wanted.Storage == ColumnStorage.Int64 ? Decimal<long>(context, wanted, keepsCodes) : Decimal<Int128>(context, wanted, keepsCodes),
            ColumnKind.Date => Flat<int, int>(context, wanted, keepsCodes, null),
            ColumnKind.Time or ColumnKind.Timestamp => Temporal(context, wanted, keepsCodes),
            _ when wanted.IsInteger => Integer(context, stored, wanted, keepsCodes),
            _ => new BytesColumnReader(context, wanted),
        };
    }

    private static ColumnReader Flat<TStored, TValue>(
        ChunkContext context, ColumnType wanted, bool keepsCodes, ValueConversion<TStored, TValue>? conversion)
        where TStored : unmanaged
        where TValue : unmanaged => new FlatColumnReader<TStored, TValue>(context, wanted, conversion, keepsCodes);

    private static ColumnReader Loop<TStored, TValue, TConverter>(ChunkContext context, ColumnType wanted, bool keepsCodes, TConverter converter)
        where TStored : unmanaged
        where TValue : unmanaged
        where TConverter : struct, IValueConverter<TStored, TValue> =>
        new FlatColumnReader<TStored, TValue>(context, wanted, new ConverterLoop<TStored, TValue, TConverter>(converter), keepsCodes);

    private static ColumnReader Integer(ChunkContext context, ColumnType stored, ColumnType wanted, bool keepsCodes) =>
        (context.Chunk.Leaf.PhysicalType, stored.Kind) switch
        {
            (PhysicalType.Int32, ColumnKind.UInt32) => Integer<uint>(context, stored, wanted, keepsCodes),
            (PhysicalType.Int32, _) => Integer<int>(context, stored, wanted, keepsCodes),
            (_, ColumnKind.UInt64) => Integer<ulong>(context, stored, wanted, keepsCodes),
            _ => Integer<long>(context, stored, wanted, keepsCodes),
        };

    private static ColumnReader Integer<TStored>(ChunkContext context, ColumnType stored, ColumnType wanted, bool keepsCodes)
        where TStored : unmanaged, IBinaryInteger<TStored> => wanted.Storage switch
        {
            ColumnStorage.Int32 => Integer<TStored, int>(context, stored, wanted, keepsCodes),
            ColumnStorage.UInt32 => Integer<TStored, uint>(context, stored, wanted, keepsCodes),
            ColumnStorage.Int64 => Integer<TStored, long>(context, stored, wanted, keepsCodes),
            _ => Integer<TStored, ulong>(context, stored, wanted, keepsCodes),
        };

    private static ColumnReader Integer<TStored, TValue>(ChunkContext context, ColumnType stored, ColumnType wanted, bool keepsCodes)
        where TStored : unmanaged, IBinaryInteger<TStored>
        where TValue : unmanaged, IBinaryInteger<TValue>
    {
        if (stored == wanted && typeof(TStored) == typeof(TValue))
            return Flat<TStored, TValue>(context, wanted, keepsCodes, null);
        var (least, greatest) = Bounds(wanted.Kind);
        var (storedLeast, storedGreatest) = Bounds(stored.Kind);
        if (storedLeast >= least && storedGreatest <= greatest)
            return Loop<TStored, TValue, Widening<TStored, TValue>>(context, wanted, keepsCodes, default);
        return Loop<TStored, TValue, Narrowing<TStored, TValue>>(
            context, wanted, keepsCodes, new(TValue.CreateTruncating(least), TValue.CreateTruncating(greatest)));
    }

    private static (Int128 Least, Int128 Greatest) Bounds(ColumnKind kind) => kind switch
    {
        ColumnKind.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ColumnKind.Int16 => (short.MinValue, short.MaxValue),
        ColumnKind.Int32 => (int.MinValue, int.MaxValue),
        ColumnKind.Int64 => (long.MinValue, long.MaxValue),
        ColumnKind.UInt8 => (0, byte.MaxValue),
        ColumnKind.UInt16 => (0, ushort.MaxValue),
        ColumnKind.UInt32 => (0, uint.MaxValue),
        _ => (0, ulong.MaxValue),
    };

    private static ColumnReader Floating(ChunkContext context, ColumnType wanted, bool keepsCodes)
    {
        var isDouble = wanted.Kind == ColumnKind.Double;
        return context.Chunk.Leaf.PhysicalType switch
        {
            PhysicalType.Float when !isDouble => Flat<float, float>(context, wanted, keepsCodes, null),
            PhysicalType.Float => Loop<float, double, Widening<float, double>>(context, wanted, keepsCodes, default),
            PhysicalType.Double when isDouble => Flat<double, double>(context, wanted, keepsCodes, null),
            PhysicalType.Double => Loop<double, float, FloatNarrowing>(context, wanted, keepsCodes, default),
            _ when isDouble => Loop<ByteView, double, FloatFromHalf<double>>(context, wanted, keepsCodes, default),
            _ => Loop<ByteView, float, FloatFromHalf<float>>(context, wanted, keepsCodes, default),
        };
    }

    private static ColumnReader Decimal<TValue>(ChunkContext context, ColumnType wanted, bool keepsCodes)
        where TValue : unmanaged, IBinaryInteger<TValue>
    {
        var stored = context.Chunk.Leaf.Type;
        var scaling = DecimalScaling.Between(stored, wanted);
        switch (context.Chunk.Leaf.PhysicalType)
        {
            case PhysicalType.Int32 when stored == wanted:
                return Loop<int, TValue, Widening<int, TValue>>(context, wanted, keepsCodes, default);
            case PhysicalType.Int32:
                return Loop<int, TValue, DecimalFromInteger<int, TValue>>(context, wanted, keepsCodes, new(scaling));
            case PhysicalType.Int64 when stored == wanted && typeof(TValue) == typeof(long):
                return Flat<long, TValue>(context, wanted, keepsCodes, null);
            case PhysicalType.Int64 when stored == wanted:
                return Loop<long, TValue, Widening<long, TValue>>(context, wanted, keepsCodes, default);
            case PhysicalType.Int64:
                return Loop<long, TValue, DecimalFromInteger<long, TValue>>(context, wanted, keepsCodes, new(scaling));
            default:
                return Loop<ByteView, TValue, DecimalFromBytes<TValue>>(context, wanted, keepsCodes, new(scaling));
        }
    }

    private static ColumnReader Temporal(ChunkContext context, ColumnType wanted, bool keepsCodes)
    {
        var leaf = context.Chunk.Leaf;
        var stored = Nanoseconds(leaf.Type.Unit);
        var target = Nanoseconds(wanted.Unit);
        if (leaf.PhysicalType == PhysicalType.Int96)
            return Loop<ByteView, long, TimestampFromInt96>(context, wanted, keepsCodes, new(target));
        var multiplier = Math.Max(1, stored / target);
        var divisor = Math.Max(1, target / stored);
        if (leaf.PhysicalType == PhysicalType.Int32)
        {
            return wanted.Storage == ColumnStorage.Int32
                ? Flat<int, int>(context, wanted, keepsCodes, null)
                : Loop<int, long, UnitChange<int, long>>(context, wanted, keepsCodes, new(multiplier, divisor));
        }
        if (wanted.Storage == ColumnStorage.Int32)
            return Loop<long, int, UnitChange<long, int>>(context, wanted, keepsCodes, new(multiplier, divisor));
        return stored == target
            ? Flat<long, long>(context, wanted, keepsCodes, null)
            : Loop<long, long, UnitChange<long, long>>(context, wanted, keepsCodes, new(multiplier, divisor));
    }

    private static long Nanoseconds(ColumnUnit unit) => unit switch
    {
        ColumnUnit.Millisecond => 1_000_000,
        ColumnUnit.Microsecond => 1_000,
        _ => 1,
    };
}
