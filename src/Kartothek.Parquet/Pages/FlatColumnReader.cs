using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Reads a column into an array of numbers or booleans.</summary>
/// <typeparam name="TStored">What a page's values are decoded to.</typeparam>
/// <typeparam name="TValue">The storage of the wanted type.</typeparam>
/// <param name="context">What to read.</param>
/// <param name="type">The wanted type.</param>
/// <param name="conversion">Null where stored values are wanted values.</param>
/// <param name="keepsCodes">Whether <see cref="ColumnReader.Read"/> gives dictionary codes where pages have them (for predicates); <see cref="ColumnReader.Finish"/> gives values.</param>
internal sealed class FlatColumnReader<TStored, TValue>(
    ChunkContext context, ColumnType type, ValueConversion<TStored, TValue>? conversion, bool keepsCodes) : ColumnReader(context)
    where TStored : unmanaged
    where TValue : unmanaged
{
    private readonly FlatVector<TValue> _flat = new(type) { Values = context.Buffers.Rent<TValue>(RowGroupScan.BlockRows) };
    private readonly ValueDecoder<TStored>?[] _decoders = new ValueDecoder<TStored>?[ValueDecoders.EncodingCount];
    private readonly CodePage _codePage = new();
    private ValueDecoder<TStored> _decoder = null!;
    private DictionaryVector? _coded;
    private int[]? _codes;
    private TStored[]? _stored;
    private TValue[] _entries = [];
    private int _entryCount;
    private bool[]? _isBad;
    private ValueDictionary? _dictionary;
    private bool _hasCodes;
    private bool _isCoded;

    public override Vector Vector => _isCoded ? _coded! : _flat;

    protected override ValueDictionary? Dictionary => _isBad is null ? _dictionary : null;

    public override Vector Finish()
    {
        if (_isCoded)
        {
            Gather(_codes.AsSpan(0, _coded!.Length), _flat.Values);
            _flat.Length = _coded.Length;
            _flat.Valid = _coded.Valid;
            _isCoded = false;
        }
        return _flat;
    }

    protected override void BeginBlock()
    {
        _isCoded = false;
        _decoder?.BeginBlock();
    }

    protected override void EndBlock(int rows)
    {
        if (_isCoded)
            (_coded!.Codes, _coded.Dictionary) = (_codes!, _dictionary!);
    }

    protected override void StartDictionary(PageBody body, int count, byte[]? memory)
    {
        try
        {
            var decoder = Decoder(ValueEncoding.Plain);
            decoder.Start(body);
            Context.Buffers.Return(_entries);
            _entries = Context.Buffers.Rent<TValue>(count);
            _entryCount = count;
            ReadEntries(decoder, count);
        }
        finally
        {
            Context.Buffers.Return(memory);
        }
        _dictionary = new ValueDictionary(new FlatVector<TValue>(type) { Values = _entries, Length = count });
    }

    protected override void StartPage(ValueEncoding encoding, PageBody body)
    {
        _hasCodes = encoding is ValueEncoding.PlainDictionary or ValueEncoding.RunLengthDictionary;
        if (!_hasCodes)
        {
            _decoder = Decoder(encoding);
            _decoder.Start(body);
            return;
        }
        if (_dictionary is null)
            throw new PageFormatException("a page has codes, but there is no dictionary");
        _codes ??= Context.Buffers.Rent<int>(RowGroupScan.BlockRows);
        _codePage.Reset(body, _entryCount);
    }

    protected override void LeavePage(int rows)
    {
    }

    protected override void SkipValues(int count)
    {
        if (_hasCodes)
            _codePage.Skip(count);
        else
            _decoder.Skip(count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override int ReadValues(int count, int offset)
    {
        ChooseShape(offset);
        if (_hasCodes)
        {
            var codes = _codes.AsSpan(_isCoded ? offset : 0, count);
            _codePage.Read(codes);
            return Take(codes, offset);
        }
        var values = _flat.Values.AsSpan(offset, count);
        if (conversion is null)
        {
            _decoder.Read(MemoryMarshal.Cast<TValue, TStored>(values));
            return -1;
        }
        var stored = (_stored ??= Context.Buffers.Rent<TStored>(RowGroupScan.BlockRows)).AsSpan(0, count);
        _decoder.Read(stored);
        return conversion.Convert(stored, _decoder.Data, values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override int ReadValues(ReadOnlySpan<int> positions, int count, int offset)
    {
        ChooseShape(offset);
        if (_hasCodes)
        {
            var codes = _codes.AsSpan(_isCoded ? offset : 0);
            CodeSelection.Read(_codePage, positions, count, codes, Context.Buffers);
            return Take(codes[..positions.Length], offset);
        }
        var values = _flat.Values.AsSpan(offset, positions.Length);
        if (conversion is null && _decoder.HasRandomAccess)
        {
            _decoder.ReadAt(positions, count, MemoryMarshal.Cast<TValue, TStored>(values));
            return -1;
        }
        var stored = (_stored ??= Context.Buffers.Rent<TStored>(RowGroupScan.BlockRows)).AsSpan();
        if (_decoder.HasRandomAccess)
        {
            _decoder.ReadAt(positions, count, stored[..positions.Length]);
        }
        else
        {
            var first = positions[0];
            _decoder.Skip(first);
            _decoder.Read(stored[..(positions[^1] + 1 - first)]);
            _decoder.Skip(count - positions[^1] - 1);
            for (var i = 0; i < positions.Length; i++)
                stored[i] = stored[positions[i] - first];
        }
        stored = stored[..positions.Length];
        if (conversion is not null)
            return conversion.Convert(stored, _decoder.Data, values);
        MemoryMarshal.Cast<TStored, TValue>(stored).CopyTo(values);
        return -1;
    }

    protected override void Spread(int offset, int values, ReadOnlySpan<bool> valid)
    {
        if (_isCoded)
            Spreading.SpreadCodes(_codes.AsSpan(offset, valid.Length), values, valid);
        else
            Spreading.Spread(_flat.Values.AsSpan(offset, valid.Length), values, valid);
    }

    protected override void KeepValues(ReadOnlySpan<int> rows)
    {
        if (_isCoded)
            Spreading.Keep(_codes, rows);
        else
            Spreading.Keep(_flat.Values, rows);
    }

    protected override void Release()
    {
        var buffers = Context.Buffers;
        buffers.Return(_flat.Values);
        buffers.Return(_codes);
        buffers.Return(_stored);
        buffers.Return(_entries);
        buffers.Return(_isBad);
        (_flat.Values, _codes, _stored, _entries, _isBad) = ([], null, null, [], null);
    }

    /// <summary>Codes stay codes while all pages of the block have them.</summary>
    private void ChooseShape(int offset)
    {
        if (offset == 0)
        {
            _isCoded = keepsCodes && _hasCodes;
            if (_isCoded)
                _coded ??= new DictionaryVector(type);
        }
        else if (_isCoded && !_hasCodes)
        {
            Gather(_codes.AsSpan(0, offset), _flat.Values);
            _isCoded = false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Take(ReadOnlySpan<int> codes, int offset)
    {
        if (_isBad is not null)
        {
            for (var i = 0; i < codes.Length; i++)
            {
                if (_isBad[codes[i]])
                    return i;
            }
        }
        if (!_isCoded)
            Gather(codes, _flat.Values.AsSpan(offset));
        return -1;
    }

    private void Gather(ReadOnlySpan<int> codes, Span<TValue> values)
    {
        // The codes were checked against the dictionary, and those of nulls are zero, which a dictionary without entries doesn't have.
        if (_entryCount > 0)
            Spreading.Gather(_entries, codes, values);
    }

    private ValueDecoder<TStored> Decoder(ValueEncoding encoding)
    {
        var leaf = Context.Chunk.Leaf;
        if ((uint)encoding >= (uint)_decoders.Length)
            return ValueDecoders.Create<TStored>(encoding, leaf.PhysicalType, leaf.TypeLength);
        return _decoders[(int)encoding] ??= ValueDecoders.Create<TStored>(encoding, leaf.PhysicalType, leaf.TypeLength);
    }

    /// <summary>Entries that can't be converted are only remembered: it matters when a row has one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadEntries(ValueDecoder<TStored> decoder, int count)
    {
        if (conversion is null)
        {
            decoder.Read(MemoryMarshal.Cast<TValue, TStored>(_entries.AsSpan(0, count)));
            return;
        }
        var stored = Context.Buffers.Rent<TStored>(count);
        try
        {
            decoder.Read(stored.AsSpan(0, count));
            for (var next = 0; next < count;)
            {
                var failed = conversion.Convert(stored.AsSpan(next, count - next), decoder.Data, _entries.AsSpan(next));
                if (failed < 0)
                    break;
                if (_isBad is null)
                {
                    _isBad = Context.Buffers.Rent<bool>(count);
                    _isBad.AsSpan().Clear();
                }
                _isBad[next + failed] = true;
                _entries[next + failed] = default;
                next += failed + 1;
            }
        }
        finally
        {
            Context.Buffers.Return(stored);
        }
    }
}
