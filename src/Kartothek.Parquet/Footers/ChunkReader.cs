using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>Reads a ColumnChunk structure with its metadata and statistics, and checks it.</summary>
internal ref struct ChunkReader()
{
    private const uint Codes = (1u << (int)ValueEncoding.PlainDictionary) | (1u << (int)ValueEncoding.RunLengthDictionary);
    private const uint Levels = (1u << (int)ValueEncoding.RunLength) | (1u << (int)ValueEncoding.BitPacked);

    private bool _hasMetadata;
    private bool _isEncrypted;
    private bool _isElsewhere;
    private int _physicalType = -1;
    private int _codec;
    private uint _encodings;
    private bool _hasCodedPages, _hasOtherPages;
    private long _valueCount = -1;
    private long _uncompressedSize;
    private long _compressedSize = -1;
    private long _dataPageOffset = -1;
    private long _dictionaryPageOffset = -1;
    private long _columnIndexOffset, _columnIndexLength;
    private long _offsetIndexOffset, _offsetIndexLength;
    private long _bloomOffset = -1, _bloomLength = -1;
    private ChunkStatistics _statistics = new();

    // Some writers put 0 where there is no dictionary, some where there is a dictionary and no data, and some name the dictionary behind the data.
    private readonly bool HasDictionary => _dictionaryPageOffset > 0 && (_dictionaryPageOffset < _dataPageOffset || _dataPageOffset == 0);

    // Where a writer only lists encodings, PLAIN may be that of the dictionary or that of data pages.
    private readonly bool? HasOnlyCodes => _hasCodedPages || _hasOtherPages ? !_hasOtherPages : (_encodings & Codes) == 0 ? false : (_encodings & ~(Codes | Levels)) == 0 ? true : null;

    private readonly long Start => HasDictionary ? _dictionaryPageOffset : _dataPageOffset;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ref CompactReader reader)
    {
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1: _isElsewhere = reader.ReadBinary(type).Length > 0; break;
                case 3: ReadMetadata(ref reader, type); break;
                case 4: _offsetIndexOffset = reader.ReadInt64(type); break;
                case 5: _offsetIndexLength = reader.ReadInt32(type); break;
                case 6: _columnIndexOffset = reader.ReadInt64(type); break;
                case 7: _columnIndexLength = reader.ReadInt32(type); break;
                case 8 or 9:
                    _isEncrypted = true;
                    reader.Skip(type);
                    break;
                default: reader.Skip(type); break;
            }
        }
    }

    /// <summary>Checks what was read against the schema and the file's length.</summary>
    /// <param name="leaf">The chunk's leaf.</param>
    /// <param name="rowGroup">For messages.</param>
    /// <param name="dataEnd">Pages must end before it.</param>
    public readonly void Check(LeafColumn leaf, int rowGroup, long dataEnd)
    {
        if (_isEncrypted)
            return;
        var where = new ChunkPlace(leaf, rowGroup);
        if (_isElsewhere)
            throw new CompactFormatException($"{where} lies in another file");
        if (!_hasMetadata)
            throw new CompactFormatException($"{where} has no metadata");
        if (_physicalType != (int)leaf.PhysicalType)
            throw new CompactFormatException($"{where} is stored as physical type {_physicalType}, and the schema says {leaf.PhysicalType}");
        if (_codec is < 0 or > 7)
            throw new CompactFormatException($"{where} has the unknown codec {_codec}");
        if (_valueCount < 0 || _compressedSize < 0 || _uncompressedSize < 0)
            throw new CompactFormatException($"{where} has {_valueCount} values in {_compressedSize} bytes, {_uncompressedSize} uncompressed");
        if (Start < 0 || Start > dataEnd || _compressedSize > dataEnd - Start || (_compressedSize > 0 && Start < 4))
            throw new CompactFormatException($"{where} takes {_compressedSize} bytes from {Start} on, and data ends at {dataEnd}");
    }

    /// <summary>The chunk that was read and checked.</summary>
    /// <param name="leaf">Its leaf.</param>
    /// <param name="dataEnd">Pages end before it.</param>
    /// <param name="slack">Bytes that the chunk may be longer than its metadata says.</param>
    public readonly ColumnChunk ToChunk(LeafColumn leaf, long dataEnd, int slack) => _isEncrypted
        ? new ColumnChunk { Leaf = leaf, IsEncrypted = true }
        : new ColumnChunk
        {
            Leaf = leaf,
            Codec = (CompressionCodec)_codec,
            ValueCount = _valueCount,
            Bytes = new FileRange(Start, Math.Min(_compressedSize + slack, dataEnd - Start)),
            UncompressedSize = _uncompressedSize,
            Encodings = _encodings,
            HasOnlyCodes = HasOnlyCodes,
            DataPageOffset = _dataPageOffset,
            DictionaryPageOffset = HasDictionary ? _dictionaryPageOffset : -1,
            ColumnIndex = Inside(_columnIndexOffset, _columnIndexLength, dataEnd),
            OffsetIndex = Inside(_offsetIndexOffset, _offsetIndexLength, dataEnd),
            BloomFilter = Inside(_bloomOffset, _bloomLength >= 0 ? _bloomLength : dataEnd - _bloomOffset, dataEnd),
            Statistics = _statistics,
        };

    /// <summary>Indexes and filters only help: one that doesn't lie in the file is passed over.</summary>
    private static FileRange Inside(long offset, long length, long end) =>
        offset >= 4 && length > 0 && offset <= end && length <= end - offset ? new FileRange(offset, length) : default;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadMetadata(ref CompactReader reader, CompactType structure)
    {
        reader.ReadStruct(structure);
        _hasMetadata = true;
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1: _physicalType = reader.ReadInt32(type); break;
                case 2: ReadEncodings(ref reader, type); break;
                case 4: _codec = reader.ReadInt32(type); break;
                case 5: _valueCount = reader.ReadInt64(type); break;
                case 6: _uncompressedSize = reader.ReadInt64(type); break;
                case 7: _compressedSize = reader.ReadInt64(type); break;
                case 9: _dataPageOffset = reader.ReadInt64(type); break;
                case 11: _dictionaryPageOffset = reader.ReadInt64(type); break;
                case 12: ReadStatistics(ref reader, type); break;
                case 13 when type == CompactType.List: ReadPages(ref reader, type); break;
                // Only of the type expected: other writers used these numbers for fields of their own before they were given out.
                case 14 when type == CompactType.Int64: _bloomOffset = reader.ReadInt64(type); break;
                case 15 when type == CompactType.Int32: _bloomLength = reader.ReadInt32(type); break;
                default: reader.Skip(type); break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadEncodings(ref CompactReader reader, CompactType type)
    {
        var count = reader.ReadList(type, CompactType.Int32);
        for (var i = 0; i < count; i++)
        {
            if (reader.ReadInt32(CompactType.Int32) is >= 0 and < 32 and var encoding)
                _encodings |= 1u << encoding;
        }
    }

    /// <summary>Reads how many pages have which encoding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadPages(ref CompactReader reader, CompactType type)
    {
        var count = reader.ReadList(type, CompactType.Struct);
        for (var i = 0; i < count; i++)
        {
            var (kind, encoding, pages) = (-1, -1, 0);
            for (short field = 0; reader.NextField(ref field, out var member);)
            {
                switch (field)
                {
                    case 1: kind = reader.ReadInt32(member); break;
                    case 2: encoding = reader.ReadInt32(member); break;
                    case 3: pages = reader.ReadInt32(member); break;
                    default: reader.Skip(member); break;
                }
            }
            if (pages == 0 || (PageKind)kind is not (PageKind.Data or PageKind.DataV2))
                continue;
            if ((ValueEncoding)encoding is ValueEncoding.PlainDictionary or ValueEncoding.RunLengthDictionary)
                _hasCodedPages = true;
            else
                _hasOtherPages = true;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadStatistics(ref CompactReader reader, CompactType structure)
    {
        reader.ReadStruct(structure);
        ByteRange min = ByteRange.Missing, max = ByteRange.Missing, legacyMin = ByteRange.Missing, legacyMax = ByteRange.Missing;
        long? nulls = null, nans = null;
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1: legacyMax = reader.ReadRange(type); break;
                case 2: legacyMin = reader.ReadRange(type); break;
                case 3: nulls = reader.ReadInt64(type); break;
                case 5: max = reader.ReadRange(type); break;
                case 6: min = reader.ReadRange(type); break;
                case 9 when type == CompactType.Int64: nans = reader.ReadInt64(type); break;
                default: reader.Skip(type); break;
            }
        }
        _statistics = new() { Min = min, Max = max, LegacyMin = legacyMin, LegacyMax = legacyMax, NullCount = nulls, NaNCount = nans };
    }
}
