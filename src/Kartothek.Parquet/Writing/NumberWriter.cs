using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Kartothek.Columns;
using Vector = Kartothek.Columns.Vector;

namespace Kartothek.Parquet;

/// <summary>Writes a leaf of numbers, dates, times, decimals.</summary>
/// <typeparam name="T">The bits of a value, by which values are told apart: int, long or Int128.</typeparam>
/// <typeparam name="N">What the bits stand for, and are ordered as: a type of the same size.</typeparam>
/// <typeparam name="TForm">How they are stored.</typeparam>
internal sealed class NumberWriter<T, N, TForm>(LeafSettings settings, int width) : LeafWriter(settings)
    where T : unmanaged, IBinaryInteger<T>
    where N : unmanaged, INumber<N>
    where TForm : struct, INumberForm<T>
{
    /// <summary>A first page that hardly repeats itself after so many values gets no further.</summary>
    private const int EarlyLook = 4096;

    /// <summary>A column that gained nothing from a dictionary isn't tried again for so many chunks.</summary>
    private const int Patience = 7;

    /// <summary>Forms are compared on so many values.</summary>
    private const int SampleValues = 8192;

    private readonly bool _isFloat = typeof(N) == typeof(float) || typeof(N) == typeof(double);
    private readonly bool _hidesNaN = !settings.Options.KeepsNaN;
    private readonly Int128 _mostDigits = settings.Leaf.Type.Kind == ColumnKind.Decimal
        ? Int128.Parse(new string('9', settings.Leaf.Type.Precision), CultureInfo.InvariantCulture)
        : 0;
    private NumberDictionary<T> _dictionary;
    private CodeBuffer _codes;
    private WriteBuffer<T> _values;
    private WriteBuffer<int> _map;
    private ValueDictionary? _mapped;
    private Extremes<N> _extremes;
    private WriteBuffer<ulong> _hashes;
    private ChunkForm _form;
    private ValueEncoding _direct;
    private int _patience;

    /// <inheritdoc/>
    protected override long HeldValueBytes => _dictionary.HeldBytes + _codes.HeldBytes + _values.HeldBytes + _map.HeldBytes + _hashes.HeldBytes;

    /// <inheritdoc/>
    protected override long PageValueBytes => _form == ChunkForm.Direct ? (long)_values.Count * width : _codes.Count;

    /// <inheritdoc/>
    protected override int DictionaryCount => _dictionary.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected override bool HidesNulls(Vector vector, int start, int count) => _isFloat && _hidesNaN && vector switch
    {
        FlatVector<N> flat => HasNaN(flat.Values.AsSpan(start, count)),
        DictionaryVector coded => HasNaN(Values(coded.Dictionary.Entries)),
        ConstantVector constant => HasNaN(Values(constant.Value)),
        _ => false,
    };

    /// <inheritdoc/>
    protected override bool HidesNulls(Vector vector, ReadOnlySpan<int> rows)
    {
        if (!_isFloat || !_hidesNaN)
            return false;
        if (vector is not FlatVector<N> flat)
            return HidesNulls(vector, 0, 0);
        var values = flat.Values;
        foreach (var row in rows)
        {
            if (N.IsNaN(values[row]))
                return true;
        }
        return false;
    }

    /// <inheritdoc/>
    protected override int HideNulls(Vector vector, Span<int> rows, Span<byte> isValue)
    {
        if (!_isFloat || !_hidesNaN)
            return rows.Length;
        var values = Values(vector is DictionaryVector dictionary ? dictionary.Dictionary.Entries : vector is ConstantVector constant ? constant.Value : vector);
        var codes = vector is DictionaryVector coded ? coded.Codes : null;
        var kept = 0;
        var next = 0;
        for (var i = 0; i < isValue.Length; i++)
        {
            if (isValue[i] == 0)
                continue;
            var row = rows[next++];
            if (N.IsNaN(values[vector is ConstantVector ? 0 : codes is null ? row : codes[row]]))
                isValue[i] = 0;
            else
                rows[kept++] = row;
        }
        return kept;
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    protected override void Append(Vector vector, int start, int count)
    {
        if (vector is FlatVector<N> flat)
        {
            Append(MemoryMarshal.Cast<N, T>(flat.Values.AsSpan(start, count)));
            return;
        }
        Span<int> rows = stackalloc int[SliceRows];
        for (var i = 0; i < count; i++)
            rows[i] = start + i;
        Append(vector, rows[..count]);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    protected override void Append(Vector vector, ReadOnlySpan<int> rows)
    {
        Span<T> values = stackalloc T[SliceRows];
        values = values[..rows.Length];
        switch (vector)
        {
            case FlatVector<N> flat:
                Gather(MemoryMarshal.Cast<N, T>(flat.Values), rows, values);
                break;
            case ConstantVector { Value: FlatVector<N> constant }:
                values.Fill(MemoryMarshal.Cast<N, T>(constant.Values.AsSpan(0, 1))[0]);
                break;
            case DictionaryVector coded:
                AppendCoded(coded, rows);
                return;
            default:
                if (!rows.IsEmpty)
                    throw ParquetErrors.BlockType(Settings.File, Leaf.Name, vector.Type, Leaf.Type);
                return;
        }
        Append(values);
    }

    /// <inheritdoc/>
    protected override void Settle()
    {
        // Nulls alone decide nothing.
        if (_form == ChunkForm.Trial && _codes.Count > 0)
            Choose(ExpectedValues(_codes.Count));
    }

    /// <inheritdoc/>
    protected override int MaxEncodedBytes() => _form != ChunkForm.Direct
        ? _codes.MaxBytes
        : _direct == ValueEncoding.DeltaBinaryPacked ? DeltaEncoder.MaxBytes<T>(_values.Count) : checked(_values.Count * width);

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
            GiveUpLargeDictionary();
            return length;
        }
        encoding = _direct;
        var written = EncodeDirect(_values.Span, _direct, destination);
        _extremes.Add(MemoryMarshal.Cast<T, N>(_values.Span));
        AddHashes(_values.Span);
        _values.Clear();
        return written;
    }

    /// <inheritdoc/>
    protected override WrittenStatistics PageStatistics(long nulls)
    {
        var page = default(Extremes<N>);
        if (_form == ChunkForm.Direct)
        {
            page.Add(MemoryMarshal.Cast<T, N>(_values.Span));
        }
        else
        {
            var values = ArrayPool<T>.Shared.Rent(_codes.Count);
            _codes.Gather(_dictionary.Entries, values);
            page.Add(MemoryMarshal.Cast<T, N>(values.AsSpan(0, _codes.Count)));
            ArrayPool<T>.Shared.Return(values);
        }
        return ToStatistics(page, nulls);
    }

    /// <inheritdoc/>
    protected override WrittenStatistics ChunkStatistics(long nulls)
    {
        var chunk = _extremes;
        chunk.Add(MemoryMarshal.Cast<T, N>(_dictionary.Entries));
        return ToStatistics(chunk, nulls);
    }

    /// <inheritdoc/>
    protected override void EncodeDictionary(ref WriteBuffer<byte> destination) =>
        TForm.Write(_dictionary.Entries, width, destination.Extend(_dictionary.Count * width));

    /// <inheritdoc/>
    protected override SplitBlockFilter? Filter()
    {
        AddHashes(_dictionary.Entries);
        return SplitBlockFilter.Of(_hashes.Span);
    }

    /// <inheritdoc/>
    protected override void FreeValues()
    {
        _patience = _form == ChunkForm.Direct && _dictionary.Count == 0 ? Math.Max(0, (_patience == 0 ? Patience + 1 : _patience) - 1) : 0;
        _form = _patience > 0 ? ChunkForm.Direct : ChunkForm.Trial;
        _dictionary.Free();
        _codes.Free();
        _values.Free();
        _map.Free();
        _hashes.Free();
        _mapped = null;
        _extremes = default;
    }

    private static void Gather(ReadOnlySpan<T> values, ReadOnlySpan<int> rows, Span<T> destination)
    {
        for (var i = 0; i < rows.Length; i++)
            destination[i] = values[rows[i]];
    }

    private static ReadOnlySpan<N> Values(Vector vector) => vector is FlatVector<N> flat ? flat.Values.AsSpan(0, flat.Length) : default;

    private static bool HasNaN(ReadOnlySpan<N> values)
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated && Vector256<N>.IsSupported)
        {
            ref var start = ref MemoryMarshal.GetReference(values);
            for (; i <= values.Length - Vector256<N>.Count; i += Vector256<N>.Count)
            {
                var next = Vector256.LoadUnsafe(ref start, (nuint)i);
                // Only NaN doesn't equal itself.
                if (!Vector256.EqualsAll(next, next))
                    return true;
            }
        }
        for (; i < values.Length; i++)
        {
            if (N.IsNaN(values[i]))
                return true;
        }
        return false;
    }

    [SkipLocalsInit]
    private void Append(ReadOnlySpan<T> values)
    {
        if (_form == ChunkForm.Direct)
        {
            _values.Append(values);
            return;
        }
        Span<int> codes = stackalloc int[SliceRows];
        _dictionary.Encode(values, codes[..values.Length]);
        _codes.Append(codes[..values.Length], _dictionary.Count - 1);
        LookEarly();
    }

    /// <summary>Entries of the vector's dictionary are looked up once, however many rows they have.</summary>
    [SkipLocalsInit]
    private void AppendCoded(DictionaryVector vector, ReadOnlySpan<int> rows)
    {
        var entries = MemoryMarshal.Cast<N, T>(Values(vector.Dictionary.Entries));
        Span<int> codes = stackalloc int[SliceRows];
        codes = codes[..rows.Length];
        for (var i = 0; i < rows.Length; i++)
            codes[i] = vector.Codes[rows[i]];
        if (_form == ChunkForm.Direct)
        {
            Gather(entries, codes, _values.Extend(codes.Length));
            return;
        }
        if (!ReferenceEquals(_mapped, vector.Dictionary))
        {
            _mapped = vector.Dictionary;
            _map.Clear();
            _map.Extend(entries.Length).Fill(-1);
        }
        var map = _map.Span;
        for (var i = 0; i < codes.Length; i++)
        {
            ref var code = ref map[codes[i]];
            if (code < 0)
                _dictionary.Encode(entries.Slice(codes[i], 1), new Span<int>(ref code));
            codes[i] = code;
        }
        _codes.Append(codes, _dictionary.Count - 1);
        LookEarly();
    }

    private void LookEarly()
    {
        if (_form == ChunkForm.Trial && _codes.Count is >= EarlyLook and < EarlyLook + SliceRows && _dictionary.Count > _codes.Count * 0.97)
            Choose(ExpectedValues(_codes.Count));
    }

    private void Choose(double total)
    {
        var count = _codes.Count;
        var values = ArrayPool<T>.Shared.Rent(Math.Max(1, count));
        _codes.Gather(_dictionary.Entries, values);
        var sample = values.AsSpan(0, Math.Min(count, SampleValues));
        _direct = ChooseDirect(sample, out var sampleBytes);
        var codes = ArrayPool<byte>.Shared.Rent(_codes.MaxBytes);
        var codeBytes = _codes.Encode(codes);
        ArrayPool<byte>.Shared.Return(codes);
        var entrySample = _dictionary.Entries[..Math.Min(_dictionary.Count, SampleValues)];
        var entryBytes = CompressedBytes(entrySample, ValueEncoding.Plain) / (double)Math.Max(1, entrySample.Length);
        var otherBytes = sampleBytes * (double)count / Math.Max(1, sample.Length);
        // Codes are worth more than their size: readers look at a condition once per entry.
        if (DictionaryGain.Pays(count, _dictionary.Count, total, entryBytes, width, codeBytes * 0.95, otherBytes))
        {
            _form = ChunkForm.Coded;
        }
        else
        {
            _form = ChunkForm.Direct;
            _values.Append(values.AsSpan(0, count));
            _codes.Free();
            _dictionary.Free();
            _map.Free();
            _mapped = null;
        }
        ArrayPool<T>.Shared.Return(values);
    }

    /// <summary>PLAIN, unless another form is clearly smaller: it is the one that everybody reads fastest.</summary>
    private ValueEncoding ChooseDirect(ReadOnlySpan<T> sample, out int bytes)
    {
        bytes = CompressedBytes(sample, ValueEncoding.Plain);
        if (_isFloat || typeof(TForm) != typeof(SameForm<T>) || Unsafe.SizeOf<T>() > 8)
            return ValueEncoding.Plain;
        var delta = CompressedBytes(sample, ValueEncoding.DeltaBinaryPacked);
        if (delta > bytes * 0.8)
            return ValueEncoding.Plain;
        bytes = delta;
        return ValueEncoding.DeltaBinaryPacked;
    }

    private int CompressedBytes(ReadOnlySpan<T> values, ValueEncoding encoding)
    {
        if (values.IsEmpty)
            return 0;
        var plain = ArrayPool<byte>.Shared.Rent(Math.Max(values.Length * width, DeltaEncoder.MaxBytes<T>(values.Length)));
        var length = EncodeDirect(values, encoding, plain);
        var result = Settings.Compressor.CompressedLength(plain.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(plain);
        return result;
    }

    private int EncodeDirect(ReadOnlySpan<T> values, ValueEncoding encoding, Span<byte> destination)
    {
        if (encoding == ValueEncoding.DeltaBinaryPacked)
        {
            return Unsafe.SizeOf<T>() == 4
                ? DeltaEncoder.Encode<int, uint>(MemoryMarshal.Cast<T, int>(values), destination)
                : DeltaEncoder.Encode<long, ulong>(MemoryMarshal.Cast<T, long>(values), destination);
        }
        TForm.Write(values, width, destination[..(values.Length * width)]);
        return values.Length * width;
    }

    private void GiveUpLargeDictionary()
    {
        if ((long)_dictionary.Count * width <= DictionaryGain.MaxBytes)
            return;
        _direct = ChooseDirect(_dictionary.Entries[..Math.Min(_dictionary.Count, SampleValues)], out _);
        _form = ChunkForm.Direct;
        _codes.Free();
    }

    private void AddHashes(ReadOnlySpan<T> values)
    {
        if (!Settings.HasFilter || values.IsEmpty)
            return;
        var plain = ArrayPool<byte>.Shared.Rent(values.Length * width);
        TForm.Write(values, width, plain.AsSpan(0, values.Length * width));
        var hashes = _hashes.Extend(values.Length);
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = XxHash64.Hash(plain.AsSpan(i * width, width));
        ArrayPool<byte>.Shared.Return(plain);
    }

    private WrittenStatistics ToStatistics(in Extremes<N> extremes, long nulls)
    {
        if (!extremes.Any)
            return new WrittenStatistics(nulls);
        if (Leaf.Type.Kind == ColumnKind.Decimal && !(HasDigits(extremes.Min) && HasDigits(extremes.Max)))
            throw ParquetErrors.DecimalDigits(Settings.File, Leaf.Name, Leaf.Type);
        // Zero has two signs, and bounds hold for both.
        var min = _isFloat && N.IsZero(extremes.Min) ? -N.Abs(extremes.Min) : extremes.Min;
        var max = _isFloat && N.IsZero(extremes.Max) ? N.Abs(extremes.Max) : extremes.Max;
        return new WrittenStatistics(nulls, Stored(min), Stored(max));
    }

    private bool HasDigits(N value) => Int128.Abs(Int128.CreateChecked(value)) <= _mostDigits;

    private byte[] Stored(N value)
    {
        var bytes = new byte[width];
        TForm.Write([Unsafe.BitCast<N, T>(value)], width, bytes);
        return bytes;
    }
}
