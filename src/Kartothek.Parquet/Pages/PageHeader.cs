using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>The header of a page, checked for contradictions within itself.</summary>
internal readonly record struct PageHeader
{
    /// <summary>The most bytes that are read to find the end of a header. They hold statistics, whose values some writers don't cut.</summary>
    private const int MaxHeaderBytes = 16 << 20;

    /// <summary>What the page holds.</summary>
    public PageKind Kind { get; private init; }

    /// <summary>Whether this stands for pages that weren't read.</summary>
    public bool IsLeftOut { get; private init; }

    /// <summary>Bytes of the header itself.</summary>
    public int HeaderBytes { get; private init; }

    /// <summary>Bytes behind the header.</summary>
    public int CompressedBytes { get; private init; }

    /// <summary>Bytes once decompressed, the levels of a V2 page included: a claim.</summary>
    public int UncompressedBytes { get; private init; }

    /// <summary>Values, nulls included; entries of a dictionary.</summary>
    public int ValueCount { get; private init; }

    /// <summary>How the values are encoded.</summary>
    public ValueEncoding Encoding { get; private init; }

    /// <summary>How the definition levels of a V1 page are encoded.</summary>
    public ValueEncoding DefinitionEncoding { get; private init; }

    /// <summary>How the repetition levels of a V1 page are encoded.</summary>
    public ValueEncoding RepetitionEncoding { get; private init; }

    /// <summary>Bytes of the definition levels of a V2 page.</summary>
    public int DefinitionBytes { get; private init; }

    /// <summary>Bytes of the repetition levels of a V2 page.</summary>
    public int RepetitionBytes { get; private init; }

    /// <summary>Nulls of a V2 page.</summary>
    public int NullCount { get; private init; }

    /// <summary>Rows of a V2 page; -1 where unknown.</summary>
    public int RowCount { get; private init; }

    /// <summary>Whether the values of a V2 page are compressed at all.</summary>
    public bool IsCompressed { get; private init; }

    /// <summary>Whether the page holds data.</summary>
    public bool IsData => Kind is PageKind.Data or PageKind.DataV2;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The rest of the chunk.</param>
    /// <exception cref="PageFormatException">It isn't one, or claims what can't be.</exception>
    public static PageHeader Read(ReadOnlySpan<byte> bytes)
    {
        TryRead(bytes, bytes.Length, out var header);
        return header;
    }

    /// <summary>Reads a header of which all may not be there yet.</summary>
    /// <param name="bytes">The first bytes of the rest of the chunk.</param>
    /// <param name="left">Bytes of the rest of the chunk.</param>
    /// <param name="header">The header; its page may reach behind <paramref name="bytes"/>.</param>
    /// <returns>False where more bytes may make it one.</returns>
    /// <exception cref="PageFormatException">It isn't one, or claims what can't be.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, long left, out PageHeader header)
    {
        try
        {
            header = Parse(bytes);
        }
        catch (CompactFormatException e)
        {
            header = default;
            if (bytes.Length < left && bytes.Length < MaxHeaderBytes)
                return false;
            throw new PageFormatException($"a page header isn't valid: {e.Message}", e);
        }
        if (header.CompressedBytes < 0 || header.UncompressedBytes < 0 || header.ValueCount < 0)
            throw new PageFormatException("a page header claims a negative size or count");
        if (header.CompressedBytes > left - header.HeaderBytes)
            throw new PageFormatException($"a page claims {header.CompressedBytes} bytes where {left - header.HeaderBytes} are left");
        if (header.Kind == PageKind.DataV2)
            CheckLevels(header);
        return true;
    }

    private static void CheckLevels(PageHeader header)
    {
        var levels = (long)header.DefinitionBytes + header.RepetitionBytes;
        if (header.DefinitionBytes < 0 || header.RepetitionBytes < 0 || levels > header.CompressedBytes || levels > header.UncompressedBytes)
            throw new PageFormatException($"a page of {header.CompressedBytes} bytes claims {levels} bytes of levels");
        if (header.NullCount < 0 || header.NullCount > header.ValueCount)
            throw new PageFormatException($"a page of {header.ValueCount} values claims {header.NullCount} nulls");
    }

    /// <summary>Stands for pages of so many rows that weren't read.</summary>
    public static PageHeader LeftOut(int rows) => new() { Kind = PageKind.Data, ValueCount = rows, IsLeftOut = true };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static PageHeader Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new CompactReader(bytes);
        var header = new PageHeader { Kind = (PageKind)(-1), IsCompressed = true, RowCount = -1, CompressedBytes = -1, UncompressedBytes = -1, ValueCount = -1 };
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1:
                    header = header with { Kind = (PageKind)reader.ReadInt32(type) };
                    break;
                case 2:
                    header = header with { UncompressedBytes = reader.ReadInt32(type) };
                    break;
                case 3:
                    header = header with { CompressedBytes = reader.ReadInt32(type) };
                    break;
                case 5 when header.Kind == PageKind.Data:
                    reader.ReadStruct(type);
                    header = header.WithData(ref reader);
                    break;
                case 7 when header.Kind == PageKind.Dictionary:
                    reader.ReadStruct(type);
                    header = header.WithDictionary(ref reader);
                    break;
                case 8 when header.Kind == PageKind.DataV2:
                    reader.ReadStruct(type);
                    header = header.WithDataV2(ref reader);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
        // Pages that aren't known have no counts, and are passed over.
        if (header.Kind is not (PageKind.Data or PageKind.DataV2 or PageKind.Dictionary))
            header = header with { ValueCount = 0 };
        return header with { HeaderBytes = reader.Position };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private PageHeader WithData(ref CompactReader reader)
    {
        var header = this;
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1:
                    header = header with { ValueCount = reader.ReadInt32(type) };
                    break;
                case 2:
                    header = header with { Encoding = (ValueEncoding)reader.ReadInt32(type) };
                    break;
                case 3:
                    header = header with { DefinitionEncoding = (ValueEncoding)reader.ReadInt32(type) };
                    break;
                case 4:
                    header = header with { RepetitionEncoding = (ValueEncoding)reader.ReadInt32(type) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
        return header;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private PageHeader WithDictionary(ref CompactReader reader)
    {
        var header = this;
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1:
                    header = header with { ValueCount = reader.ReadInt32(type) };
                    break;
                case 2:
                    header = header with { Encoding = (ValueEncoding)reader.ReadInt32(type) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
        return header;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private PageHeader WithDataV2(ref CompactReader reader)
    {
        var header = this;
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1:
                    header = header with { ValueCount = reader.ReadInt32(type) };
                    break;
                case 2:
                    header = header with { NullCount = reader.ReadInt32(type) };
                    break;
                case 3:
                    header = header with { RowCount = reader.ReadInt32(type) };
                    break;
                case 4:
                    header = header with { Encoding = (ValueEncoding)reader.ReadInt32(type) };
                    break;
                case 5:
                    header = header with { DefinitionBytes = reader.ReadInt32(type) };
                    break;
                case 6:
                    header = header with { RepetitionBytes = reader.ReadInt32(type) };
                    break;
                case 7:
                    header = header with { IsCompressed = reader.ReadBoolean(type) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
        return header;
    }
}
