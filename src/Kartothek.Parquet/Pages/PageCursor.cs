using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>Goes through the pages of a chunk: reads headers, and decompresses a page when it is asked for.</summary>
/// <param name="leaf">The leaf.</param>
/// <param name="codec">The codec of the chunk.</param>
/// <param name="buffers">Where memory for decompressed pages comes from.</param>
internal sealed class PageCursor(LeafColumn leaf, CompressionCodec codec, ScanBuffers buffers) : IDisposable
{
    private readonly int _definitionWidth = BitOperations.Log2((uint)leaf.MaxDefinitionLevel) + 1;
    private readonly int _repetitionWidth = BitOperations.Log2((uint)leaf.MaxRepetitionLevel) + 1;
    private IChunkParts _parts = null!;
    private PartPlace _place;
    private long _leftOut;
    private byte[] _chunk = [];
    private byte[]? _page;
    private byte[]? _unpacked;
    private SnappyDecoder? _snappy;
    private (byte[] Chunk, int Start, PageHeader Header) _dictionary;
    private int _position;
    private int _end;

    /// <summary>The header of the current page.</summary>
    public PageHeader Header { get; private set; }

    /// <summary>The definition levels of the page last loaded; only where the leaf has some.</summary>
    public RunLengthDecoder Definitions { get; } = new();

    /// <summary>The repetition levels of the page last loaded; only where the leaf has some.</summary>
    public RunLengthDecoder Repetitions { get; } = new();

    /// <summary>Where the current page lies: bytes of the chunk, which stay when a page is left, until rows behind it are asked for.</summary>
    public byte[] Chunk => _chunk;

    /// <summary>Starts at the first page.</summary>
    public void Open(IChunkParts parts) => _parts = parts;

    /// <summary>Moves to the next data or dictionary page, from its header only.</summary>
    /// <remarks>Pages that weren't read are one page without bytes, which must be passed over.</remarks>
    /// <returns>False at the end of the chunk.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        while (true)
        {
            if (_position >= _end)
            {
                if (_leftOut > 0)
                {
                    Header = PageHeader.LeftOut((int)Math.Min(_leftOut, int.MaxValue));
                    _leftOut -= Header.ValueCount;
                    return true;
                }
                if (!_parts.TryNext(ref _place, out var part))
                    return false;
                (_chunk, _position, _end, _leftOut) = part;
                continue;
            }
            Header = PageHeader.Read(_chunk.AsSpan(_position, _end - _position));
            _position += Header.HeaderBytes + Header.CompressedBytes;
            if (Header.IsData || Header.Kind == PageKind.Dictionary)
                return true;
        }
    }

    /// <summary>Remembers that the current page is the dictionary, which stays in memory.</summary>
    /// <returns>The bytes that it has once decompressed: a claim.</returns>
    public int KeepDictionary()
    {
        _dictionary = (_chunk, _position - Header.CompressedBytes, Header);
        return codec == CompressionCodec.None || Header.CompressedBytes == 0 ? Header.CompressedBytes : Header.UncompressedBytes;
    }

    /// <summary>Decompresses the dictionary. What was loaded before is overwritten.</summary>
    /// <param name="count">Its entries.</param>
    public PageBody LoadDictionary(out int count)
    {
        var (chunk, start, header) = _dictionary;
        count = header.ValueCount;
        return Decompress(chunk, start, start + header.CompressedBytes, header.UncompressedBytes, codec).Complete();
    }

    /// <summary>Decompresses the current data page, at once or as it is read, and starts its levels. What was loaded before is overwritten.</summary>
    public PageBody Load()
    {
        if (Header.IsLeftOut)
            throw new PageFormatException("a page that was left out holds a row that is wanted: its page index is wrong");
        var start = _position - Header.CompressedBytes;
        if (Header.Kind == PageKind.DataV2)
            return LoadV2(start);
        var body = Decompress(_chunk, start, _position, Header.UncompressedBytes, codec);
        var at = body.Start;
        if (leaf.MaxRepetitionLevel > 0)
            at = StartLevels(Repetitions, Header.RepetitionEncoding, body, at, _repetitionWidth);
        if (leaf.MaxDefinitionLevel > 0)
            at = StartLevels(Definitions, Header.DefinitionEncoding, body, at, _definitionWidth);
        return body with { Start = at };
    }

    /// <summary>Hands the memory of the page last loaded over to the caller, who returns it to the buffers; null where the page lies in the chunk.</summary>
    public byte[]? Detach()
    {
        var page = _page;
        _page = null;
        return page;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        buffers.Return(_page);
        buffers.Return(_unpacked);
        _page = _unpacked = null;
    }

    private PageBody LoadV2(int start)
    {
        var definitions = start + Header.RepetitionBytes;
        var values = definitions + Header.DefinitionBytes;
        if (leaf.MaxRepetitionLevel > 0)
            Repetitions.Reset(_chunk, start, definitions, _repetitionWidth);
        if (leaf.MaxDefinitionLevel > 0)
            Definitions.Reset(_chunk, definitions, values, _definitionWidth);
        return Decompress(_chunk, values, _position, Header.UncompressedBytes - (values - start), Header.IsCompressed ? codec : CompressionCodec.None);
    }

    private PageBody Decompress(byte[] chunk, int start, int end, int length, CompressionCodec by)
    {
        // A page without values may be left out altogether, or be compressed from nothing.
        if (start == end || length == 0)
            return new PageBody(chunk, start, start);
        if (by == CompressionCodec.None)
            return new PageBody(chunk, start, end);
        PageCodec.CheckSize(by, end - start, length);
        Rent(ref _page, length);
        if (by == CompressionCodec.Snappy)
        {
            _snappy ??= new SnappyDecoder();
            _snappy.Start(chunk, start, end, _page!, length);
            return new PageBody(_page!, 0, length, _snappy);
        }
        buffers.Codec.Decompress(by, chunk.AsSpan(start, end - start), _page.AsSpan(0, length));
        return new PageBody(_page!, 0, length);
    }

    private int StartLevels(RunLengthDecoder levels, ValueEncoding encoding, PageBody body, int start, int width)
    {
        var (bytes, end) = (body.Values, body.End);
        switch (encoding)
        {
            case ValueEncoding.RunLength:
                if (end - start < 4)
                    throw new PageFormatException("a page ends before its levels");
                body.Pending?.Advance(start + 4);
                var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(start));
                if (length > (uint)(end - start - 4))
                    throw new PageFormatException($"levels of {length} bytes are longer than their page");
                levels.Reset(bytes, start + 4, start + 4 + (int)length, width, body.Pending);
                return start + 4 + (int)length;
            case ValueEncoding.BitPacked:
                return StartPackedLevels(levels, body.Complete().Values, start, end, width);
            default:
                throw new PageFormatException($"levels claim the encoding {encoding}, which isn't one for levels");
        }
    }

    /// <summary>The encoding of levels that Parquet gave up in 2013: packed from the highest bit down, without runs. It is turned into the usual order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int StartPackedLevels(RunLengthDecoder levels, byte[] bytes, int start, int end, int width)
    {
        var length = BitUnpacker.ByteCount(Header.ValueCount, width);
        if (length > end - start)
            throw new PageFormatException("a page ends before its levels");
        if (leaf.MaxRepetitionLevel > 0)
            throw new PageFormatException("nested levels are packed in the form that was given up in 2013");
        Rent(ref _unpacked, (int)length);
        var target = _unpacked.AsSpan(0, (int)length);
        target.Clear();
        for (var bit = 0L; bit < (long)Header.ValueCount * width; bit++)
        {
            // Values stay in their order; the bits of each are reversed.
            var value = bit / width;
            var from = (value * width) + width - 1 - (bit % width);
            if ((bytes[start + (from >> 3)] & (0x80 >> (int)(from & 7))) != 0)
                target[(int)(bit >> 3)] |= (byte)(1 << (int)(bit & 7));
        }
        levels.ResetPacked(_unpacked!, 0, (int)length, width);
        return start + (int)length;
    }

    private void Rent(ref byte[]? buffer, int length)
    {
        if (buffer is not null && buffer.Length >= length + ScanBuffers.Slack)
            return;
        buffers.Return(buffer);
        buffer = buffers.Rent<byte>(length + ScanBuffers.Slack);
    }
}
