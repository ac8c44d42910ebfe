using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Writes a leaf of texts or binary values, of any length or of one.</summary>
internal sealed class BytesWriter(LeafSettings settings) : LeafWriter(settings)
{
    private const int EarlyLook = 4096;
    private const int Patience = 7;

    /// <summary>Rows whose values are longer together are looked at in smaller slices.</summary>
    private const int SliceBytes = 256 * 1024;

    /// <summary>The longest value that is written; a page must hold it together with levels.</summary>
    private const int MaxValueBytes = PageCodec.MaxPageBytes - (8 * PageBytesLimit);

    private const int SampleBytes = 64 * 1024;

    private readonly int _fixedLength = settings.Leaf.TypeLength;
    private BytesDictionary _dictionary;
    private CodeBuffer _codes;

    /// <summary>The page's values in their PLAIN form.</summary>
    private WriteBuffer<byte> _plain;
    private WriteBuffer<int> _map;
    private ValueDictionary? _mapped;
    private WriteBuffer<ulong> _hashes;
    private BytesBounds _pageExtremes;
    private BytesBounds _extremes;
    private ChunkForm _form;
    private int _patience;

    /// <inheritdoc/>
    protected override long HeldValueBytes =>
        _dictionary.HeldBytes + _codes.HeldBytes + _plain.HeldBytes + _map.HeldBytes + _hashes.HeldBytes + _pageExtremes.HeldBytes + _extremes.HeldBytes;

    /// <inheritdoc/>
    protected override long PageValueBytes => _form == ChunkForm.Direct ? _plain.Count : _dictionary.ByteCount > DictionaryGain.MaxBytes ? PageBytesLimit : _codes.Count;

    /// <inheritdoc/>
    protected override int DictionaryCount => _dictionary.Count;

    private int Prefix => _fixedLength > 0 ? 0 : 4;

    /// <inheritdoc/>
    protected override int Fit(Vector vector, int start, int count)
    {
        if (vector is not BytesVector bytes)
            return vector is DictionaryVector coded ? FitCoded(coded, coded.Codes.AsSpan(start, count)) : FitConstant((ConstantVector)vector, count);
        var total = 0L;
        var views = bytes.Views.AsSpan(start, count);
        for (var i = 0; i < views.Length; i++)
        {
            total += views[i].Length;
            if (total > SliceBytes)
                return Stop(i, views[i].Length, start + i);
        }
        return count;
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    protected override int Fit(Vector vector, ReadOnlySpan<int> rows)
    {
        if (vector is DictionaryVector coded)
        {
            Span<int> codes = stackalloc int[SliceRows];
            for (var i = 0; i < rows.Length; i++)
                codes[i] = coded.Codes[rows[i]];
            return FitCoded(coded, codes[..rows.Length]);
        }
        if (vector is not BytesVector bytes)
            return vector is ConstantVector constant ? FitConstant(constant, rows.Length) : rows.Length;
        var total = 0L;
        for (var i = 0; i < rows.Length; i++)
        {
            total += bytes.Views[rows[i]].Length;
            if (total > SliceBytes)
                return Stop(i, bytes.Views[rows[i]].Length, rows[i]);
        }
        return rows.Length;
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    protected override void Append(Vector vector, int start, int count)
    {
        Span<int> rows = stackalloc int[SliceRows];
        for (var i = 0; i < count; i++)
            rows[i] = start + i;
        Append(vector, rows[..count]);
    }

    /// <inheritdoc/>
    protected override void Append(Vector vector, ReadOnlySpan<int> rows)
    {
        switch (vector)
        {
            case BytesVector bytes:
                Append(bytes, rows);
                break;
            case DictionaryVector coded:
                AppendCoded(coded, rows);
                break;
            case ConstantVector { Value: BytesVector constant }:
                Span<int> zeros = stackalloc int[rows.Length];
                zeros.Clear();
                Append(constant, zeros);
                break;
            default:
                if (!rows.IsEmpty)
                    throw ParquetErrors.BlockType(Settings.File, Leaf.Name, vector.Type, Leaf.Type);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Settle()
    {
        // Nulls alone decide nothing.
        if (_form == ChunkForm.Trial && _codes.Count > 0)
            Choose(ExpectedValues(_codes.Count));
    }

    /// <inheritdoc/>
    protected override int MaxEncodedBytes() => _form == ChunkForm.Direct ? _plain.Count : _codes.MaxBytes;

    /// <inheritdoc/>
    protected override int Encode(Span<byte> destination, out ValueEncoding encoding)
    {
        if (_form == ChunkForm.Trial)
        {
            encoding = ValueEncoding.Plain;
            return 0;
        }
        if (_form == ChunkForm.Coded)
        {
            encoding = ValueEncoding.RunLengthDictionary;
            var length = _codes.Encode(destination);
            _codes.Clear();
            if (_dictionary.ByteCount > DictionaryGain.MaxBytes)
            {
                _form = ChunkForm.Direct;
                _codes.Free();
            }
            return length;
        }
        encoding = ValueEncoding.Plain;
        _plain.Span.CopyTo(destination);
        _extremes.Add(_pageExtremes);
        _pageExtremes.Clear();
        var written = _plain.Count;
        // One page of long values, and the memory would be kept for short ones.
        if (_plain.Count > 2 * PageBytesLimit)
            _plain.Free();
        else
            _plain.Clear();
        return written;
    }

    /// <inheritdoc/>
    protected override WrittenStatistics PageStatistics(long nulls)
    {
        if (_form == ChunkForm.Direct)
            return _pageExtremes.ToStatistics(nulls, Leaf);
        var page = default(BytesBounds);
        for (var i = 0; i < _codes.Count; i++)
            page.Add(_dictionary[_codes.At(i)]);
        var statistics = page.ToStatistics(nulls, Leaf);
        page.Free();
        return statistics;
    }

    /// <inheritdoc/>
    protected override WrittenStatistics ChunkStatistics(long nulls)
    {
        for (var code = 0; code < _dictionary.Count; code++)
            _extremes.Add(_dictionary[code]);
        return _extremes.ToStatistics(nulls, Leaf);
    }

    /// <inheritdoc/>
    protected override void EncodeDictionary(ref WriteBuffer<byte> destination) => EncodeDictionary(ref destination, long.MaxValue);

    /// <inheritdoc/>
    protected override SplitBlockFilter? Filter()
    {
        for (var code = 0; code < _dictionary.Count; code++)
            _hashes.Append([XxHash64.Hash(_dictionary[code])]);
        return SplitBlockFilter.Of(_hashes.Span);
    }

    /// <inheritdoc/>
    protected override void FreeValues()
    {
        _patience = _form == ChunkForm.Direct && _dictionary.Count == 0 ? (_patience == 0 ? Patience + 1 : _patience) - 1 : 0;
        _form = _patience > 0 ? ChunkForm.Direct : ChunkForm.Trial;
        _dictionary.Free();
        _codes.Free();
        _plain.Free();
        _map.Free();
        _hashes.Free();
        _mapped = null;
        _pageExtremes.Free();
        _extremes.Free();
    }

    /// <summary>The entries up to so many bytes in their PLAIN form; how many they are.</summary>
    private int EncodeDictionary(ref WriteBuffer<byte> destination, long limit)
    {
        var code = 0;
        for (; code < _dictionary.Count && destination.Count < limit; code++)
            AppendPlain(ref destination, _dictionary[code]);
        return code;
    }

    private void AppendPlain(ref WriteBuffer<byte> destination, ReadOnlySpan<byte> value)
    {
        var target = destination.Extend(Prefix + value.Length);
        if (Prefix > 0)
            BinaryPrimitives.WriteInt32LittleEndian(target, value.Length);
        value.CopyTo(target[Prefix..]);
    }

    /// <summary>What is too long for one slice ends it; a value that is too long alone is written alone, if it can be.</summary>
    private int Stop(int before, int length, int row)
    {
        if (before > 0)
            return before;
        return length <= MaxValueBytes ? 1 : throw ParquetErrors.ValueTooLong(Settings.File, Leaf.Name, ChunkRows + row, length, MaxValueBytes);
    }

    private int FitCoded(DictionaryVector vector, ReadOnlySpan<int> codes)
    {
        // Codes take no bytes; only what they stand for may.
        if (vector.Dictionary.Entries is not BytesVector entries)
            return codes.Length;
        var total = 0L;
        for (var i = 0; i < codes.Length; i++)
        {
            total += entries.Views[codes[i]].Length;
            if (total > SliceBytes)
                return Stop(i, entries.Views[codes[i]].Length, i);
        }
        return codes.Length;
    }

    private int FitConstant(ConstantVector vector, int count)
    {
        if (vector.Value is not BytesVector value)
            return count;
        var length = value.Views[0].Length;
        return (long)length * count <= SliceBytes ? count : Stop(SliceBytes / Math.Max(1, length), length, 0);
    }

    private void CheckLength(int length)
    {
        if (_fixedLength > 0 && length != _fixedLength)
            throw ParquetErrors.FixedLength(Settings.File, Leaf.Name, ChunkRows, length, _fixedLength);
    }

    private void CheckLengths(BytesVector vector, ReadOnlySpan<int> rows)
    {
        if (_fixedLength == 0)
            return;
        foreach (var row in rows)
            CheckLength(vector.Views[row].Length);
    }

    [SkipLocalsInit]
    private void Append(BytesVector vector, ReadOnlySpan<int> rows)
    {
        if (_form == ChunkForm.Direct)
        {
            AppendDirect(vector, rows);
            return;
        }
        Span<int> codes = stackalloc int[SliceRows];
        CheckLengths(vector, rows);
        _dictionary.Encode(vector.Data, vector.Views, rows, codes);
        _codes.Append(codes[..rows.Length], _dictionary.Count - 1);
        LookEarly();
    }

    private void AppendDirect(BytesVector vector, ReadOnlySpan<int> rows)
    {
        var total = 0;
        var views = vector.Views;
        foreach (var row in rows)
            total += views[row].Length;
        var target = _plain.Extend(total + (rows.Length * Prefix));
        ReadOnlySpan<byte> data = vector.Data;
        foreach (var row in rows)
        {
            var view = views[row];
            CheckLength(view.Length);
            var value = data.Slice(view.Offset, view.Length);
            if (Prefix > 0)
            {
                BinaryPrimitives.WriteInt32LittleEndian(target, value.Length);
                target = target[4..];
            }
            value.CopyTo(target);
            target = target[value.Length..];
            _pageExtremes.Add(value);
            if (Settings.HasFilter)
                _hashes.Append([XxHash64.Hash(value)]);
        }
    }

    [SkipLocalsInit]
    private void AppendCoded(DictionaryVector vector, ReadOnlySpan<int> rows)
    {
        var entries = vector.Dictionary.Entries as BytesVector ?? throw ParquetErrors.BlockType(Settings.File, Leaf.Name, vector.Type, Leaf.Type);
        Span<int> codes = stackalloc int[SliceRows];
        codes = codes[..rows.Length];
        for (var i = 0; i < rows.Length; i++)
            codes[i] = vector.Codes[rows[i]];
        if (_form == ChunkForm.Direct)
        {
            AppendDirect(entries, codes);
            return;
        }
        if (!ReferenceEquals(_mapped, vector.Dictionary))
        {
            _mapped = vector.Dictionary;
            _map.Clear();
            _map.Extend(entries.Length).Fill(-1);
        }
        var map = _map.Span;
        foreach (ref var code in codes)
        {
            ref var mapped = ref map[code];
            if (mapped < 0)
            {
                CheckLength(entries.Views[code].Length);
                mapped = _dictionary.CodeOf(entries[code]);
            }
            code = mapped;
        }
        _codes.Append(codes, _dictionary.Count - 1);
        LookEarly();
    }

    private void LookEarly()
    {
        if (_form == ChunkForm.Trial && _codes.Count is >= EarlyLook and < EarlyLook + SliceRows && _dictionary.Count > _codes.Count * 0.985)
            Choose(ExpectedValues(_codes.Count));
    }

    private void Choose(double total)
    {
        var count = _codes.Count;
        if (Pays(count, total))
        {
            _form = ChunkForm.Coded;
            return;
        }
        _form = ChunkForm.Direct;
        for (var i = 0; i < count; i++)
        {
            var value = _dictionary[_codes.At(i)];
            AppendPlain(ref _plain, value);
            _pageExtremes.Add(value);
            if (Settings.HasFilter)
                _hashes.Append([XxHash64.Hash(value)]);
        }
        _codes.Free();
        _dictionary.Free();
        _map.Free();
        _mapped = null;
    }

    private bool Pays(int count, double total)
    {
        var codes = ArrayPool<byte>.Shared.Rent(_codes.MaxBytes);
        var codeBytes = _codes.Encode(codes);
        ArrayPool<byte>.Shared.Return(codes);
        var entries = default(WriteBuffer<byte>);
        var sampled = EncodeDictionary(ref entries, SampleBytes);
        var entryBytes = Settings.Compressor.CompressedLength(entries.Span) / (double)sampled;
        entries.Clear();
        var values = 0;
        for (; values < count && entries.Count < SampleBytes; values++)
            AppendPlain(ref entries, _dictionary[_codes.At(values)]);
        var otherBytes = Settings.Compressor.CompressedLength(entries.Span) * (double)count / values;
        entries.Free();
        var rawEntryBytes = (_dictionary.ByteCount / (double)_dictionary.Count) + Prefix;
        // Codes are worth more than their size: readers look at a condition once per entry, and make a string once.
        return DictionaryGain.Pays(count, _dictionary.Count, total, entryBytes, rawEntryBytes, codeBytes * 0.9, otherBytes);
    }
}
