using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Which decoder reads which encoding of which physical type.</summary>
internal static class ValueDecoders
{
    /// <summary>One more than the greatest <see cref="ValueEncoding"/>.</summary>
    public const int EncodingCount = 10;

    /// <summary>A decoder for the pages of a leaf.</summary>
    /// <typeparam name="T">bool, a number of the physical type's size, or <see cref="ByteView"/> for the byte arrays and INT96.</typeparam>
    /// <exception cref="PageFormatException">The encoding doesn't go with the physical type.</exception>
    public static ValueDecoder<T> Create<T>(ValueEncoding encoding, PhysicalType physical, int length)
        where T : unmanaged
    {
        object? decoder = physical switch
        {
            PhysicalType.Boolean => CreateBoolean(encoding),
            PhysicalType.Int32 or PhysicalType.Int64 when encoding == ValueEncoding.DeltaBinaryPacked => new DeltaDecoder<T>(),
            PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.Float or PhysicalType.Double => CreateNumber<T>(encoding),
            PhysicalType.ByteArray => CreateBytes(encoding),
            PhysicalType.FixedLengthByteArray => CreateFixed(encoding, length),
            PhysicalType.Int96 => encoding == ValueEncoding.Plain ? new FixedBytesDecoder(12) : null,
            _ => null,
        };
        return (ValueDecoder<T>?)decoder
            ?? throw new PageFormatException($"a page of {physical} values claims the encoding {encoding}, which doesn't go with them");
    }

    /// <summary>The most PLAIN values that some bytes can hold, before memory is taken for as many as a header claims.</summary>
    public static long MaxPlainValues(PhysicalType physical, int length, int bytes) => physical switch
    {
        PhysicalType.Boolean => bytes * 8L,
        PhysicalType.Int64 or PhysicalType.Double => bytes / 8,
        PhysicalType.Int96 => bytes / 12,
        PhysicalType.FixedLengthByteArray => bytes / Math.Max(1, length),
        _ => bytes / 4,
    };

    private static object? CreateBoolean(ValueEncoding encoding) => encoding switch
    {
        ValueEncoding.Plain => new PlainBooleanDecoder(),
        ValueEncoding.RunLength => new RunLengthBooleanDecoder(),
        _ => null,
    };

    private static object? CreateNumber<T>(ValueEncoding encoding)
        where T : unmanaged => encoding switch
        {
            ValueEncoding.Plain => new PlainDecoder<T>(),
            ValueEncoding.ByteStreamSplit => new SplitDecoder<T>(),
            _ => null,
        };

    private static object? CreateBytes(ValueEncoding encoding) => encoding switch
    {
        ValueEncoding.Plain => new PlainBytesDecoder(),
        ValueEncoding.DeltaLengthByteArray => new DeltaLengthBytesDecoder(),
        ValueEncoding.DeltaByteArray => new DeltaBytesDecoder(),
        _ => null,
    };

    private static object? CreateFixed(ValueEncoding encoding, int length) => encoding switch
    {
        ValueEncoding.Plain => new FixedBytesDecoder(length),
        ValueEncoding.ByteStreamSplit => new SplitBytesDecoder(length),
        ValueEncoding.DeltaByteArray => new FixedDeltaBytesDecoder(length),
        _ => null,
    };
}
