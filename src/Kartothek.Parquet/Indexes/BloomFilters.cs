using System.Buffers.Binary;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>What the bloom filters of a file say of values: that a row group surely doesn't hold them.</summary>
/// <remarks>
/// See parquet-format's BloomFilter.md. A filter only helps: where it is of an unknown kind, or contradicts itself or the footer, it is as if there were none.
/// </remarks>
public static class BloomFilters
{
    /// <summary>What the first request brings: the header, and most filters whole.</summary>
    private const int FirstBytes = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The bytes that <see cref="MayContainAsync"/> reads at most; 0 where the row group has no filter that answers for a column's values. Costs no request.</summary>
    /// <param name="rowGroup">The row group.</param>
    /// <param name="column">The column.</param>
    /// <param name="type">The type of the values.</param>
    public static long BytesToRead(RowGroup rowGroup, string column, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(rowGroup);
        ArgumentNullException.ThrowIfNull(type);
        return Chunk(rowGroup, column, type)?.BloomFilter.Length ?? 0;
    }

    /// <summary>Whether a row group may hold one of some values. One request, two for a filter of more than 64 KiB, none where <see cref="BytesToRead"/> is 0.</summary>
    /// <param name="source">The file.</param>
    /// <param name="rowGroup">The row group.</param>
    /// <param name="column">The column.</param>
    /// <param name="type">The type of the values.</param>
    /// <param name="values">The values, as constants of the type hold them.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>False where it surely holds none of them.</returns>
    public static async ValueTask<bool> MayContainAsync(
        IByteSource source, RowGroup rowGroup, string column, ColumnType type, IReadOnlyList<object> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rowGroup);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(values);
        if (Chunk(rowGroup, column, type) is not { } chunk || HashesOf(chunk.Leaf, values) is not { } hashes)
            return true;
        if (await ReadAsync(source, chunk.BloomFilter, cancellationToken).ConfigureAwait(false) is not { } filter)
            return true;
        return hashes.Exists(filter.MayContain);
    }

    /// <summary>A filter from the bytes that a footer claims it has.</summary>
    /// <returns>Null where they are no filter that can be used.</returns>
    internal static async ValueTask<SplitBlockFilter?> ReadAsync(IByteSource source, FileRange range, CancellationToken cancellationToken)
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(range.Length, FirstBytes));
        await source.ReadAsync(range.Offset, bytes, cancellationToken).ConfigureAwait(false);
        if (ReadHeader(bytes) is not var (header, length) || length > SplitBlockFilter.MaxBytes || header + length > range.Length)
            return null;
        if (header + length > bytes.Length)
        {
            var rest = GC.AllocateUninitializedArray<byte>(header + length);
            bytes.CopyTo(rest, 0);
            await source.ReadAsync(range.Offset + bytes.Length, rest.AsMemory(bytes.Length), cancellationToken).ConfigureAwait(false);
            bytes = rest;
        }
        return SplitBlockFilter.Load(bytes.AsSpan(header, length));
    }

    /// <summary>The lengths of header and bits; null where the header isn't that of a filter of split blocks, hashed by XXH64 and not compressed.</summary>
    private static (int Header, int Bits)? ReadHeader(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new CompactReader(bytes);
            var (length, known) = (-1, 0);
            for (short field = 0; reader.NextField(ref field, out var type);)
            {
                if (field == 1)
                {
                    length = reader.ReadInt32(type);
                }
                else if (field is >= 2 and <= 4)
                {
                    // Each is a union; its first member is the one that is known.
                    reader.ReadStruct(type);
                    for (short member = 0; reader.NextField(ref member, out var structure);)
                    {
                        known |= member == 1 ? 1 << field : 0;
                        reader.Skip(structure);
                    }
                }
                else
                {
                    reader.Skip(type);
                }
            }
            return length > 0 && known == 0b11100 ? (reader.Position, length) : null;
        }
        catch (CompactFormatException)
        {
            return null;
        }
    }

    /// <summary>The chunk, where it has a filter, and equal values of a type have equal forms in it.</summary>
    private static ColumnChunk? Chunk(RowGroup rowGroup, string column, ColumnType type) =>
        rowGroup.Chunk(column) is { IsEncrypted: false, BloomFilter.Exists: true } chunk && (chunk.Leaf.Type == type || (chunk.Leaf.Type.IsInteger && type.IsInteger)) ? chunk : null;

    /// <summary>The hashes of those values that the column can hold; null where one can't be told.</summary>
    private static List<ulong>? HashesOf(LeafColumn leaf, IReadOnlyList<object> values)
    {
        var hashes = new List<ulong>(values.Count);
        foreach (var value in values)
        {
            switch (leaf.PhysicalType, value)
            {
                case (PhysicalType.Float, float number) when !float.IsNaN(number):
                    AddNumber(BitConverter.SingleToInt32Bits(number), sizeof(float));
                    // Zeros are equal, and have other forms.
                    if (number == 0) AddNumber(BitConverter.SingleToInt32Bits(-number), sizeof(float));
                    break;
                case (PhysicalType.Double, double number) when !double.IsNaN(number):
                    AddNumber(BitConverter.DoubleToInt64Bits(number), sizeof(double));
                    if (number == 0) AddNumber(BitConverter.DoubleToInt64Bits(-number), sizeof(double));
                    break;
                case (PhysicalType.ByteArray, string text) when FormOf(text) is { } bytes:
                    hashes.Add(XxHash64.Hash(bytes));
                    break;
                case (PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray, byte[] bytes):
                    hashes.Add(XxHash64.Hash(bytes));
                    break;
                case (PhysicalType.Int32 or PhysicalType.Int64, int or uint or long or ulong or Int128):
                    AddInteger(ToInt128(value));
                    break;
                case (PhysicalType.FixedLengthByteArray, long or Int128) when leaf.Type.Kind == ColumnKind.Decimal && leaf.TypeLength is > 0 and <= 16:
                    AddDecimal(ToInt128(value), leaf.TypeLength);
                    break;
                default:
                    return null;
            }
        }
        return hashes;

        void AddInteger(Int128 number)
        {
            var (width, isUnsigned) = (leaf.PhysicalType == PhysicalType.Int32 ? 32 : 64, leaf.Type.IsUnsigned);
            var least = isUnsigned ? 0 : -(Int128.One << (width - 1));
            var greatest = (Int128.One << (isUnsigned ? width : width - 1)) - 1;
            if (number >= least && number <= greatest) AddNumber((long)(ulong)(UInt128)number, width / 8);
        }

        void AddNumber(long number, int width)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            hashes.Add(XxHash64.Hash(bytes[..width]));
        }

        void AddDecimal(Int128 number, int width)
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteInt128BigEndian(bytes, number);
            // A number that needs more bytes isn't in the column.
            var sign = number < 0 ? (byte)0xFF : (byte)0;
            if (!bytes[..(16 - width)].ContainsAnyExcept(sign) && (width == 16 || (bytes[16 - width] & 0x80) == (sign & 0x80))) hashes.Add(XxHash64.Hash(bytes[(16 - width)..]));
        }
    }

    private static Int128 ToInt128(object value) => value switch
    {
        int number => number,
        uint number => number,
        long number => number,
        ulong number => number,
        _ => (Int128)value,
    };

    /// <summary>Text as it is stored; null where it has half a character, or the one that stands for bytes which are no text: files hold them in forms of their own.</summary>
    private static byte[]? FormOf(string text)
    {
        if (text.Contains('\uFFFD', StringComparison.Ordinal))
            return null;
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
