using System.Buffers;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Writes one leaf: takes values and levels, makes pages of them, and chunks of pages.</summary>
/// <remarks>
/// The pages of the unfinished chunk are kept in their final form. What kind of values there are, and how they are encoded, is the derived classes' part;
/// they see values that aren't null only, in slices of at most <see cref="SliceRows"/>.
/// </remarks>
internal abstract class LeafWriter(LeafSettings settings) : IDisposable
{
    /// <summary>The most rows or levels that are looked at at once.</summary>
    protected const int SliceRows = 1024;

    /// <summary>A page ends when its values take about so many bytes.</summary>
    protected const int PageBytesLimit = 1024 * 1024;

    /// <summary>What a page can hold besides a value of the greatest length that is read.</summary>
    private const int MaxPageBytes = PageCodec.MaxPageBytes - (4 * PageBytesLimit);

    private readonly PageBytes _pages = new();
    private readonly List<WrittenPage> _index = [];
    private readonly List<(ValueEncoding Encoding, int Pages)> _dataPages = [];
    private readonly CompactWriter _header = new();
    private WriteBuffer<byte> _definition;
    private WriteBuffer<byte> _repetition;
    private int _levels;
    private int _pageNulls;
    private int _pageRows;
    private long _chunkLevels;
    private long _chunkNulls;
    private long _chunkRows;
    private long _uncompressed;
    private bool _isEnding;

    /// <summary>The leaf.</summary>
    public LeafColumn Leaf => settings.Leaf;

    /// <summary>Memory taken.</summary>
    public long BufferedBytes => _pages.HeldBytes + _definition.HeldBytes + _repetition.HeldBytes + HeldValueBytes;

    protected LeafSettings Settings => settings;

    /// <summary>Rows of the unfinished chunk so far.</summary>
    protected long ChunkRows => _chunkRows + _pageRows;

    /// <summary>Memory taken by values that aren't in finished pages.</summary>
    protected abstract long HeldValueBytes { get; }

    /// <summary>Bytes that the values of the unfinished page will take, about.</summary>
    protected abstract long PageValueBytes { get; }

    /// <summary>Adds all rows of a run of a flat column's vector.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">Rows.</param>
    [SkipLocalsInit]
    public void Write(Vector vector, int start, int count)
    {
        Span<int> rows = stackalloc int[SliceRows];
        for (var end = start + count; start < end;)
        {
            var slice = Math.Min(Room(), end - start);
            if (IsSteadyNull(vector))
            {
                AddNulls(slice);
            }
            else if (vector.Valid is null && !HidesNulls(vector, start, slice))
            {
                slice = Fit(vector, start, slice);
                Append(vector, start, slice);
                AddLevels(slice);
            }
            else
            {
                for (var i = 0; i < slice; i++)
                    rows[i] = start + i;
                slice = WriteSlice(vector, rows[..slice]);
            }
            start += slice;
            EndFullPage();
        }
    }

    /// <summary>Adds some rows of a flat column's vector.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="rows">The rows, in order.</param>
    public void Write(Vector vector, ReadOnlySpan<int> rows)
    {
        while (!rows.IsEmpty)
        {
            var slice = Math.Min(Room(), rows.Length);
            if (IsSteadyNull(vector))
            {
                AddNulls(slice);
            }
            else if (vector.Valid is null && !HidesNulls(vector, rows[..slice]))
            {
                slice = Fit(vector, rows[..slice]);
                Append(vector, rows[..slice]);
                AddLevels(slice);
            }
            else
            {
                slice = WriteSlice(vector, rows[..slice]);
            }
            rows = rows[slice..];
            EndFullPage();
        }
    }

    /// <summary>Adds values of a leaf inside a nested column.</summary>
    /// <param name="vector">Where the values lie.</param>
    /// <param name="rows">For each level that is the leaf's maximum, in order, the value's position in the vector.</param>
    /// <param name="definition">The definition levels.</param>
    /// <param name="repetition">The repetition levels; empty where nothing repeats. The first is that of a row's start.</param>
    public void Write(Vector vector, ReadOnlySpan<int> rows, ReadOnlySpan<byte> definition, ReadOnlySpan<byte> repetition)
    {
        var isSteadyNull = IsSteadyNull(vector);
        while (!definition.IsEmpty)
        {
            var slice = Math.Min(definition.Length, SliceRows);
            var values = definition[..slice].Count((byte)Leaf.MaxDefinitionLevel);
            if (!isSteadyNull && values > 0 && Fit(vector, rows[..values]) is var fitting && fitting < values)
            {
                // Up to and without the first value that doesn't fit.
                values = 0;
                for (slice = 0; values < fitting || definition[slice] != Leaf.MaxDefinitionLevel; slice++)
                    values += definition[slice] == Leaf.MaxDefinitionLevel ? 1 : 0;
            }
            if (repetition.IsEmpty || repetition[0] == 0)
                EndFullPage();
            Append(vector, rows[..values]);
            AddLevels(definition[..slice], repetition.IsEmpty ? default : repetition[..slice], slice - values);
            rows = rows[values..];
            definition = definition[slice..];
            repetition = repetition.IsEmpty ? repetition : repetition[slice..];
            if (PageValueBytes > MaxPageBytes)
                throw ParquetErrors.ValueTooLong(Settings.File, Leaf.Name, ChunkRows, PageValueBytes, MaxPageBytes);
        }
        EndFullPage();
    }

    /// <summary>Ends the chunk, and gives it to a sink.</summary>
    /// <param name="sink">The sink.</param>
    /// <param name="offset">Where in the file the chunk starts.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async ValueTask<WrittenChunk> FinishAsync(IByteSink sink, long offset, CancellationToken cancellationToken)
    {
        _isEnding = true;
        EndPage();
        _isEnding = false;
        var statistics = ChunkStatistics(_chunkNulls);
        using var dictionary = new PageBytes();
        WriteDictionaryPage(dictionary);
        var chunk = new WrittenChunk
        {
            Leaf = Leaf,
            Codec = Settings.Compressor.Codec,
            ValueCount = _chunkLevels,
            Offset = offset,
            DictionaryBytes = (int)dictionary.Length,
            CompressedSize = dictionary.Length + _pages.Length,
            UncompressedSize = _uncompressed,
            Statistics = statistics,
            DataPages = [.. _dataPages],
            Pages = [.. _index],
            Filter = Settings.HasFilter ? Filter() : null,
        };
        await dictionary.WriteToAsync(sink, cancellationToken).ConfigureAwait(false);
        await _pages.WriteToAsync(sink, cancellationToken).ConfigureAwait(false);
        StartChunk();
        return chunk;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pages.Dispose();
        _definition.Free();
        _repetition.Free();
        FreeValues();
    }

    /// <summary>The values that the chunk will have, if it goes on as its first values began.</summary>
    protected double ExpectedValues(int values) => _isEnding ? values : Math.Max(1.0, Settings.Options.RowGroupRows / (double)Math.Max(1, ChunkRows)) * values;

    /// <summary>Whether some rows of a run hold values that are written as null.</summary>
    protected virtual bool HidesNulls(Vector vector, int start, int count) => false;

    /// <summary>Whether some of the rows hold values that are written as null.</summary>
    protected virtual bool HidesNulls(Vector vector, ReadOnlySpan<int> rows) => false;

    /// <summary>Takes those rows out that hold values that are written as null.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="rows">Rows with values; those that stay are moved to the front.</param>
    /// <param name="isValue">For each of the rows whether it stays; set where it doesn't.</param>
    /// <returns>The number of rows that stay.</returns>
    protected virtual int HideNulls(Vector vector, Span<int> rows, Span<byte> isValue) => rows.Length;

    /// <summary>How many of the rows, one at least, may be added to the page before it is looked at again.</summary>
    protected virtual int Fit(Vector vector, int start, int count) => count;

    /// <inheritdoc cref="Fit(Vector, int, int)"/>
    protected virtual int Fit(Vector vector, ReadOnlySpan<int> rows) => rows.Length;

    /// <summary>Adds values to the page: a run of rows none of which is null.</summary>
    protected abstract void Append(Vector vector, int start, int count);

    /// <summary>Adds values to the page: rows none of which is null.</summary>
    protected abstract void Append(Vector vector, ReadOnlySpan<int> rows);

    /// <summary>The page is about to end: the last chance to choose how its values are encoded.</summary>
    protected abstract void Settle();

    /// <summary>The most bytes that the page's encoded values take.</summary>
    protected abstract int MaxEncodedBytes();

    /// <summary>Encodes the page's values, and forgets them.</summary>
    protected abstract int Encode(Span<byte> destination, out ValueEncoding encoding);

    /// <summary>The bounds of the unfinished page, before it is encoded.</summary>
    protected abstract WrittenStatistics PageStatistics(long nulls);

    /// <summary>The bounds of the chunk.</summary>
    protected abstract WrittenStatistics ChunkStatistics(long nulls);

    /// <summary>The number of entries of the chunk's dictionary, 0 where it has none.</summary>
    protected abstract int DictionaryCount { get; }

    /// <summary>The dictionary's entries in their PLAIN form.</summary>
    protected abstract void EncodeDictionary(ref WriteBuffer<byte> destination);

    /// <summary>The chunk's bloom filter.</summary>
    protected abstract SplitBlockFilter? Filter();

    /// <summary>Forgets the chunk's values; what was learned of the column may be kept.</summary>
    protected abstract void FreeValues();

    /// <summary>Appends a page of the chunk.</summary>
    private (int Compressed, int Uncompressed) AddPage(PageBytes target, PageKind kind, ReadOnlySpan<byte> body, ValueEncoding encoding, int count)
    {
        var compressed = ArrayPool<byte>.Shared.Rent(Settings.Compressor.MaxBytes(body.Length));
        var length = Settings.Compressor.Compress(body, compressed);
        _header.Clear();
        _header.Int32(1, (int)kind);
        _header.Int32(2, body.Length);
        _header.Int32(3, length);
        _header.Begin((short)(kind == PageKind.Dictionary ? 7 : 5));
        _header.Int32(1, count);
        _header.Int32(2, (int)encoding);
        if (kind == PageKind.Data)
        {
            _header.Int32(3, (int)ValueEncoding.RunLength);
            _header.Int32(4, (int)ValueEncoding.RunLength);
        }
        _header.End();
        _header.End();
        target.Write(_header.Bytes.Span);
        target.Write(compressed.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(compressed);
        _uncompressed += _header.Length + body.Length;
        return (_header.Length + length, _header.Length + body.Length);
    }

    private void WriteDictionaryPage(PageBytes target)
    {
        // A chunk without data pages has no use for one.
        if (DictionaryCount == 0 || _dataPages.Count == 0)
            return;
        var entries = default(WriteBuffer<byte>);
        EncodeDictionary(ref entries);
        AddPage(target, PageKind.Dictionary, entries.Span, ValueEncoding.Plain, DictionaryCount);
        entries.Free();
    }

    private int Room() => Math.Clamp(Settings.Options.PageRows - _pageRows, 1, SliceRows);

    private void EndFullPage()
    {
        if (_pageRows >= Settings.Options.PageRows || PageValueBytes >= PageBytesLimit || _levels >= PageBytesLimit)
            EndPage();
    }

    private void EndPage()
    {
        if (_levels == 0)
            return;
        Settle();
        var statistics = Settings.Options.PageIndex ? PageStatistics(_pageNulls) : default;
        var levelBytes = 16 + RunLengthEncoder.MaxBytes(_definition.Count, 8) + RunLengthEncoder.MaxBytes(_repetition.Count, 8);
        var body = ArrayPool<byte>.Shared.Rent(checked(levelBytes + MaxEncodedBytes()));
        var length = EncodeLevels(body);
        length += Encode(body.AsSpan(length), out var encoding);
        var offset = _pages.Length;
        var bytes = AddPage(_pages, PageKind.Data, body.AsSpan(0, length), encoding, _levels).Compressed;
        ArrayPool<byte>.Shared.Return(body);
        if (Settings.Options.PageIndex)
            _index.Add(new WrittenPage(offset, bytes, _chunkRows, _pageNulls == _levels, statistics));
        var known = _dataPages.FindIndex(p => p.Encoding == encoding);
        if (known < 0)
            _dataPages.Add((encoding, 1));
        else
            _dataPages[known] = (encoding, _dataPages[known].Pages + 1);
        _chunkLevels += _levels;
        _chunkNulls += _pageNulls;
        _chunkRows += _pageRows;
        _levels = _pageNulls = _pageRows = 0;
        _definition.Clear();
        _repetition.Clear();
    }

    private void StartChunk()
    {
        _pages.Clear();
        _definition.Free();
        _repetition.Free();
        _index.Clear();
        _dataPages.Clear();
        _chunkLevels = _chunkNulls = _chunkRows = _uncompressed = 0;
        FreeValues();
    }

    private static bool IsSteadyNull(Vector vector) => vector is NullVector || (vector is ConstantVector constant && constant.Value.IsNull(0));

    [SkipLocalsInit]
    private int WriteSlice(Vector vector, ReadOnlySpan<int> rows)
    {
        Span<int> picked = stackalloc int[SliceRows];
        Span<byte> isValue = stackalloc byte[SliceRows];
        var count = 0;
        if (vector.Valid is { } valid)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var row = rows[i];
                var has = valid[row];
                picked[count] = row;
                isValue[i] = has ? (byte)1 : (byte)0;
                count += isValue[i];
            }
        }
        else
        {
            count = rows.Length;
            rows.CopyTo(picked);
            isValue[..count].Fill(1);
        }
        isValue = isValue[..rows.Length];
        count = HideNulls(vector, picked[..count], isValue);
        var fitting = count == 0 ? 0 : Fit(vector, picked[..count]);
        if (fitting < count)
        {
            var taken = 0;
            var values = 0;
            for (; values < fitting || isValue[taken] == 0; taken++)
                values += isValue[taken];
            isValue = isValue[..taken];
            count = fitting;
        }
        if (count > 0)
            Append(vector, picked[..count]);
        if (count == isValue.Length)
            AddLevels(isValue.Length);
        else
            AddLevels(isValue, default, isValue.Length - count);
        return isValue.Length;
    }

    private void AddNulls(int count)
    {
        StartDefinition();
        _definition.Extend(count).Clear();
        _levels += count;
        _pageRows += count;
        _pageNulls += count;
    }

    /// <summary>Adds so many levels of rows that have values.</summary>
    private void AddLevels(int count)
    {
        if (_definition.Count > 0)
            _definition.Extend(count).Fill((byte)Leaf.MaxDefinitionLevel);
        _levels += count;
        _pageRows += count;
    }

    private void AddLevels(ReadOnlySpan<byte> definition, ReadOnlySpan<byte> repetition, int nulls)
    {
        StartDefinition();
        _definition.Append(definition);
        _repetition.Append(repetition);
        _levels += definition.Length;
        _pageNulls += nulls;
        _pageRows += repetition.IsEmpty ? definition.Length : repetition.Count((byte)0);
    }

    /// <summary>Definition levels are kept from the page's first null on.</summary>
    private void StartDefinition()
    {
        if (_definition.Count < _levels)
            _definition.Extend(_levels - _definition.Count).Fill((byte)Leaf.MaxDefinitionLevel);
    }

    private int EncodeLevels(Span<byte> destination)
    {
        var written = 0;
        if (Leaf.MaxRepetitionLevel > 0)
            written += WithLength(destination, RunLengthEncoder.Encode<byte>(_repetition.Span, RunLengthEncoder.Width(Leaf.MaxRepetitionLevel), destination[4..]));
        if (Leaf.MaxDefinitionLevel == 0)
            return written;
        var width = RunLengthEncoder.Width(Leaf.MaxDefinitionLevel);
        var target = destination[written..];
        return written + WithLength(target, _definition.Count == 0
            ? RunLengthEncoder.Repeat(Leaf.MaxDefinitionLevel, _levels, width, target[4..])
            : RunLengthEncoder.Encode<byte>(_definition.Span, width, target[4..]));
    }

    private static int WithLength(Span<byte> destination, int length)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(destination, length);
        return length + 4;
    }
}
