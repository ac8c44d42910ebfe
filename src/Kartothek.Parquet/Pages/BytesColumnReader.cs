using System.Runtime.CompilerServices;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Reads a column of text or bytes: codes where the pages have a dictionary, else views into the pages.</summary>
/// <remarks>A value is copied only where a block reaches over the border of a compressed page, or from codes to plain values.</remarks>
/// <param name="context">What to read.</param>
/// <param name="type">The wanted type.</param>
internal sealed class BytesColumnReader(ChunkContext context, ColumnType type) : ColumnReader(context)
{
    private const int MaxCopiedBytes = 1 << 30;

    private readonly DictionaryVector _coded = new(type);
    private readonly BytesVector _viewed = new(type);
    private readonly ValueDecoder<ByteView>?[] _decoders = new ValueDecoder<ByteView>?[ValueDecoders.EncodingCount];
    private readonly CodePage _codePage = new();
    private ValueDecoder<ByteView>? _decoder;
    private ValueDecoder<ByteView>? _owner;
    private byte[] _shared = [];
    private int[]? _codes;
    private ByteView[]? _views;
    private byte[]? _copied;
    private int _copiedBytes;
    private ByteView[] _entries = [];
    private byte[]? _entryMemory;
    private ValueDictionary? _dictionary;
    private bool _hasCodes;
    private bool _isCoded;
    private bool _isCopied;
    private bool _isAscii;

    public override Vector Vector => _isCoded ? _coded : _viewed;

    protected override ValueDictionary? Dictionary => _dictionary;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void BeginBlock()
    {
        _isCoded = _isCopied = false;
        _copiedBytes = 0;
        (_shared, _owner) = ([], null);
        foreach (var decoder in _decoders)
            decoder?.BeginBlock();
    }

    protected override void EndBlock(int rows)
    {
        if (_isCoded)
        {
            (_coded.Codes, _coded.Dictionary) = (_codes!, _dictionary!);
            return;
        }
        _viewed.Views = _views ?? [];
        _viewed.Data = _isCopied ? _copied ?? [] : _shared;
        _viewed.IsAscii = _isAscii;
    }

    protected override void StartDictionary(PageBody body, int count, byte[]? memory)
    {
        _entryMemory = memory;
        // A decoder of its own: that of the pages moves on.
        var leaf = Context.Chunk.Leaf;
        var decoder = ValueDecoders.Create<ByteView>(ValueEncoding.Plain, leaf.PhysicalType, leaf.TypeLength);
        decoder.Reset(body.Values, body.Start, body.End);
        _entries = Context.Buffers.Rent<ByteView>(count);
        decoder.Read(_entries.AsSpan(0, count));
        _dictionary = new ValueDictionary(new BytesVector(type)
        {
            Data = decoder.Data,
            Views = _entries,
            Length = count,
            IsAscii = type.Kind == ColumnKind.String && Ascii.IsValid(body.Values.AsSpan(body.Start, body.End - body.Start)),
        });
    }

    protected override void StartPage(ValueEncoding encoding, PageBody body)
    {
        _hasCodes = encoding is ValueEncoding.PlainDictionary or ValueEncoding.RunLengthDictionary;
        if (_hasCodes)
        {
            if (_dictionary is null)
                throw new PageFormatException("a page has codes, but there is no dictionary");
            _codes ??= Context.Buffers.Rent<int>(RowGroupScan.BlockRows);
            _codePage.Reset(body, _dictionary.Count);
            return;
        }
        _decoder = Decoder(encoding);
        _decoder.Start(body);
    }

    protected override void LeavePage(int rows)
    {
        // The chunk, the dictionary and what a decoder owns outlive the page.
        if (_isCoded || _isCopied || _owner is not null || _shared == Chunk || _shared == _entryMemory)
            return;
        Copy(_shared, 0, rows);
        _isCopied = true;
    }

    protected override void SkipValues(int count)
    {
        if (_hasCodes)
            _codePage.Skip(count);
        else
            _decoder!.Skip(count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override int ReadValues(int count, int offset)
    {
        ChooseShape(offset);
        if (_hasCodes)
        {
            var codes = _codes.AsSpan(_isCoded ? offset : 0, count);
            _codePage.Read(codes);
            TakeCodes(codes, offset);
        }
        else
        {
            var views = Views(offset, count);
            _decoder!.Read(views);
            Admit(_decoder.Data, _decoder.OwnsData ? _decoder : null, offset, count, AreAscii(views));
        }
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override int ReadValues(ReadOnlySpan<int> positions, int count, int offset)
    {
        ChooseShape(offset);
        if (_hasCodes)
        {
            var codes = _codes.AsSpan(_isCoded ? offset : 0);
            CodeSelection.Read(_codePage, positions, count, codes, Context.Buffers);
            TakeCodes(codes[..positions.Length], offset);
            return -1;
        }
        var views = Views(offset, positions.Length);
        if (_decoder!.HasRandomAccess)
        {
            _decoder.ReadAt(positions, count, views);
        }
        else
        {
            // Runs of neighbours are read, the rest is skipped.
            var next = 0;
            for (var i = 0; i < positions.Length;)
            {
                var run = 1;
                while (i + run < positions.Length && positions[i + run] == positions[i] + run)
                    run++;
                _decoder.Skip(positions[i] - next);
                _decoder.Read(views.Slice(i, run));
                next = positions[i] + run;
                i += run;
            }
            _decoder.Skip(count - next);
        }
        Admit(_decoder.Data, _decoder.OwnsData ? _decoder : null, offset, positions.Length, AreAscii(views));
        return -1;
    }

    /// <summary>Whether values that lie one behind the other in the page are ASCII. Lengths between them are too while they are short; where they aren't, text is decoded the slower way.</summary>
    private bool AreAscii(ReadOnlySpan<ByteView> views)
    {
        if (type.Kind != ColumnKind.String || _decoder!.OwnsData || views.IsEmpty)
            return false;
        var (first, last) = (views[0], views[^1]);
        return Ascii.IsValid(_decoder.Data.AsSpan(first.Offset, last.Offset + last.Length - first.Offset));
    }

    protected override void Spread(int offset, int values, ReadOnlySpan<bool> valid)
    {
        if (_isCoded)
            Spreading.SpreadCodes(_codes.AsSpan(offset, valid.Length), values, valid);
        else
            Spreading.SpreadViews(_views.AsSpan(offset, valid.Length), values, valid);
    }

    protected override void KeepValues(ReadOnlySpan<int> rows)
    {
        if (_isCoded)
            Spreading.Keep(_codes, rows);
        else
            Spreading.Keep(_views, rows);
    }

    protected override void Release()
    {
        var buffers = Context.Buffers;
        buffers.Return(_codes);
        buffers.Return(_views);
        buffers.Return(_copied);
        buffers.Return(_entries);
        buffers.Return(_entryMemory);
        (_codes, _views, _copied, _entries, _entryMemory) = (null, null, null, [], null);
    }

    /// <summary>Codes stay codes while all pages of the block have them; else they become views into the dictionary.</summary>
    private void ChooseShape(int offset)
    {
        if (offset == 0)
        {
            _isCoded = _hasCodes;
            return;
        }
        if (!_isCoded || _hasCodes)
            return;
        _isCoded = false;
        _isAscii = Entries.IsAscii;
        ViewCodes(_codes.AsSpan(0, offset), Views(0, offset));
        _shared = Entries.Data;
        _owner = null;
    }

    private void TakeCodes(ReadOnlySpan<int> codes, int offset)
    {
        if (_isCoded)
            return;
        ViewCodes(codes, Views(offset, codes.Length));
        Admit(Entries.Data, null, offset, codes.Length, Entries.IsAscii);
    }

    /// <summary>Codes were checked to have entries, but those of nulls are zero, which a dictionary without entries doesn't have.</summary>
    private void ViewCodes(ReadOnlySpan<int> codes, Span<ByteView> views)
    {
        if (_dictionary!.Count == 0)
            views.Clear();
        else
            Spreading.Gather(_entries, codes, views);
    }

    /// <summary>Adds views to those of the block: views stay views while all point into one array.</summary>
    private void Admit(byte[] data, ValueDecoder<ByteView>? owner, int offset, int count, bool isAscii)
    {
        _isAscii = isAscii && (_isAscii || offset == 0);
        if (!_isCopied)
        {
            if (offset == 0 || (owner is not null && owner == _owner) || (owner is null && _owner is null && data == _shared))
            {
                // A decoder's own array may have become another one, with the same bytes in it.
                (_shared, _owner) = (data, owner);
                return;
            }
            Copy(_shared, 0, offset);
            _isCopied = true;
        }
        Copy(data, offset, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Copy(byte[] data, int offset, int count)
    {
        var total = (long)_copiedBytes;
        var views = _views.AsSpan(offset, count);
        foreach (var view in views)
            total += view.Length;
        if (total > MaxCopiedBytes)
            throw new PageFormatException($"the values of one block take more than the {MaxCopiedBytes} bytes that are read");
        Grow((int)total);
        foreach (ref var view in views)
        {
            data.AsSpan(view.Offset, view.Length).CopyTo(_copied.AsSpan(_copiedBytes));
            view = new ByteView(_copiedBytes, view.Length);
            _copiedBytes += view.Length;
        }
    }

    private void Grow(int length)
    {
        if (_copied is not null && _copied.Length >= length)
            return;
        var grown = Context.Buffers.Rent<byte>(Math.Max(length, 1024));
        _copied.AsSpan(0, _copiedBytes).CopyTo(grown);
        Context.Buffers.Return(_copied);
        _copied = grown;
    }

    private BytesVector Entries => (BytesVector)_dictionary!.Entries;

    private Span<ByteView> Views(int offset, int count) => (_views ??= Context.Buffers.Rent<ByteView>(RowGroupScan.BlockRows)).AsSpan(offset, count);

    private ValueDecoder<ByteView> Decoder(ValueEncoding encoding)
    {
        var leaf = Context.Chunk.Leaf;
        if ((uint)encoding >= (uint)_decoders.Length)
            return ValueDecoders.Create<ByteView>(encoding, leaf.PhysicalType, leaf.TypeLength);
        return _decoders[(int)encoding] ??= ValueDecoders.Create<ByteView>(encoding, leaf.PhysicalType, leaf.TypeLength);
    }
}
