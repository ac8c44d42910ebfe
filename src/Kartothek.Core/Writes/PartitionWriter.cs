using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Writes the rows of a source into data files that no header names yet: split by partition columns and buckets, sorted where asked for. Used once, by one caller.</summary>
/// <remarks>
/// <para>Memory is bounded whatever the length of the source: rows are encoded as they come, and where files hold more than <see cref="FileLayout.BufferBytes"/> together, the one that
/// holds most ends its row group. Requests: one put per file, streamed where it is long.</para>
/// <para>Where it fails or is cancelled, what it has written is deleted again as far as the store allows; garbage collection removes the rest.</para>
/// </remarks>
internal sealed class PartitionWriter
{
    /// <summary>Below this share of the budget per file, row groups would be so small that files are ended instead.</summary>
    private const long SmallestShare = 128 << 10;

    /// <summary>Streaming requests (and open files of a local store) at the same time.</summary>
    private const int MaxStreams = 64;

    private readonly PartitionWriteOptions _options;
    private readonly RowShape _shape;
    private readonly BucketColumn? _buckets;
    private readonly BlockSplit _split;
    private readonly Vector[] _keys;
    private readonly List<FileGroup> _groups = [];
    private readonly List<FileGroup> _open = [];
    private readonly List<string> _bases = [];
    private long _rows;
    private long _bytes;
    private int _files;

    /// <summary>Prepares a write; no request.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="source">The columns of the rows.</param>
    /// <exception cref="KartothekException">The columns don't fit the options: see the message.</exception>
    public PartitionWriter(PartitionWriteOptions options, Schema source)
    {
        _shape = new RowShape(source, options.PartitionOn, options.Stored, options.Files.KeepsNanoseconds);
        LayoutCheck.Check(options, source, _shape);
        _options = options;
        _buckets = options.Files.Buckets > 1 ? new BucketColumn(source, options.Files, options.Hash) : null;
        _split = new BlockSplit(_buckets is null ? _shape.KeyTypes : [.. _shape.KeyTypes, BucketColumn.Type]);
        _keys = new Vector[_shape.KeyTypes.Length + (_buckets is null ? 0 : 1)];
    }

    /// <summary>The columns of the rows as files and keys have them, which the dataset's schema is to be merged with.</summary>
    public Schema Rows => _shape.Rows;

    /// <summary>The most bytes that files held together, looked at behind each block.</summary>
    internal long MostBuffered { get; private set; }

    /// <summary>The most files that were open together.</summary>
    internal int MostOpen { get; private set; }

    /// <summary>Writes all rows.</summary>
    /// <returns>The files in the order of the first rows of their combinations, those of one combination in the order of its rows.</returns>
    /// <exception cref="KartothekException">
    /// A partition column has a null (<see cref="ErrorKind.Invalid"/>), a value doesn't fit its column, or the store failed. Errors of the source come as they are.
    /// </exception>
    public async ValueTask<ImmutableArray<WrittenPartition>> WriteAsync(IAsyncEnumerable<Block> blocks, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var block in blocks.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (block.Length == 0)
                {
                    continue;
                }
                cancellationToken.ThrowIfCancellationRequested();
                await WriteAsync(block, cancellationToken).ConfigureAwait(false);
                Report();
            }
            if (_groups.Count == 0 && _options is { PartitionOn.IsEmpty: true, WritesEmptyFile: true })
            {
                Open(AddGroup([]));
            }
            await FinishAsync([.. _open], cancellationToken).ConfigureAwait(false);
            Report();
        }
        catch (Exception e)
        {
            await AbortAsync(e).ConfigureAwait(false);
            throw;
        }
        return [.. _groups.SelectMany(g => g.Written)];
    }

    /// <summary>Deletes files that no header will name, as far as the store allows; never throws.</summary>
    public static async ValueTask DiscardAsync(IObjectStore store, IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            try
            {
                await store.DeleteAsync(key, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is KartothekException or OperationCanceledException or IOException)
            {
                // Garbage collection removes what stays. The caller is about to hear of the error that matters.
            }
        }
    }

    private async ValueTask WriteAsync(Block block, CancellationToken cancellationToken)
    {
        var data = _shape.Apply(block, _rows, _keys);
        if (_buckets is not null)
        {
            _keys[^1] = _buckets.Of(block);
        }
        _split.Split(_keys, block.Length);
        foreach (var part in _split.Parts)
        {
            var group = part.Group < _groups.Count ? _groups[part.Group] : AddGroup(Values(part.First));
            if (group.File is null)
            {
                Open(group);
            }
        }
        _rows += block.Length;
        var work = WriteParts(data, cancellationToken);
        await work.ConfigureAwait(false);
        await KeepBudgetAsync(cancellationToken).ConfigureAwait(false);
    }

    private ValueTask WriteParts(Block data, CancellationToken cancellationToken)
    {
        var parts = _split.Parts;
        var workers = Math.Min(_options.MaxParallelism, parts.Length);
        if (workers == 1)
        {
            return WriteRangeAsync(data, 0, parts.Length, cancellationToken);
        }
        var tasks = new List<Task>(workers);
        for (int start = 0, rows = 0, end = 0; end < parts.Length; end++)
        {
            rows += parts[end].Count;
            // The last worker takes what rounding left.
            if (rows >= (long)data.Length * (tasks.Count + 1) / workers || end == parts.Length - 1)
            {
                var (first, last) = (start, end + 1);
                tasks.Add(Task.Run(() => WriteRangeAsync(data, first, last, cancellationToken).AsTask(), cancellationToken));
                start = end + 1;
            }
        }
        return new(Task.WhenAll(tasks));
    }

    private async ValueTask WriteRangeAsync(Block data, int first, int last, CancellationToken cancellationToken)
    {
        for (var i = first; i < last; i++)
        {
            var part = _split.Parts[i];
            await _groups[part.Group].File!.WriteAsync(data, _split.RowsOf(part), cancellationToken).ConfigureAwait(false);
        }
    }

    private ConstantScalar[] Values(int row)
    {
        var values = new ConstantScalar[_shape.KeyTypes.Length];
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = ConstantScalar.Of(_keys[k], row);
            if (values[k].Value is null or double.NaN or float.NaN)
            {
                throw CoreErrors.PartitionValueIsNull(_options.PartitionOn[k], _rows + row);
            }
        }
        return values;
    }

    private FileGroup AddGroup(ConstantScalar[] values)
    {
        var group = new FileGroup(values);
        _groups.Add(group);
        return group;
    }

    private void Open(FileGroup group)
    {
        // The files of one source share their names, as those of one data frame do in Python; a second file of a combination has another one.
        var name = _buckets is null ? BaseOf(group.Written.Count) : _options.Labels.Next();
        group.File = new PartitionFile(_options, _shape, PartitionLabel.Of(_options.PartitionOn, group.Values, name));
        _open.Add(group);
    }

    private string BaseOf(int round)
    {
        if (round == _bases.Count)
        {
            _bases.Add(_options.Labels.Next());
        }
        return _bases[round];
    }

    /// <summary>Ends files that are long enough, and what holds most memory where there is too much of it.</summary>
    private async ValueTask KeepBudgetAsync(CancellationToken cancellationToken)
    {
        var buffered = 0L;
        var streams = 0;
        var full = new List<FileGroup>();
        foreach (var group in _open)
        {
            buffered += group.File!.BufferedBytes;
            streams += group.File.IsStreaming ? 1 : 0;
            if (group.File.ByteCount >= _options.Files.TargetFileBytes || (group.File.IsSorted && group.File.BufferedBytes >= _options.Files.TargetFileBytes))
            {
                full.Add(group);
            }
        }
        MostBuffered = Math.Max(MostBuffered, buffered);
        MostOpen = Math.Max(MostOpen, _open.Count);
        await FinishAsync(full, cancellationToken).ConfigureAwait(false);
        if (buffered > _options.Files.BufferBytes || streams > MaxStreams)
        {
            await ShrinkAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Down to three quarters of the budget, so that not every block shrinks something.
    private async ValueTask ShrinkAsync(CancellationToken cancellationToken)
    {
        var goal = _options.Files.BufferBytes - (_options.Files.BufferBytes / 4);
        var buffered = _open.Sum(g => g.File!.BufferedBytes);
        var streams = _open.Count(g => g.File!.IsStreaming);
        var isCrowded = _options.Files.BufferBytes / SmallestShare < _open.Count;
        foreach (var group in _open.OrderByDescending(g => g.File!.BufferedBytes).ToArray())
        {
            if (buffered <= goal && streams <= MaxStreams)
            {
                return;
            }
            var file = group.File!;
            buffered -= file.BufferedBytes;
            if (isCrowded || file.IsSorted || streams > MaxStreams)
            {
                streams -= file.IsStreaming ? 1 : 0;
                await FinishAsync([group], cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await file.FlushAsync(cancellationToken).ConfigureAwait(false);
                buffered += file.BufferedBytes;
                streams += file.IsStreaming ? 1 : 0;
            }
        }
    }

    private async ValueTask FinishAsync(IReadOnlyList<FileGroup> groups, CancellationToken cancellationToken)
    {
        if (_options.MaxParallelism == 1 || groups.Count <= 1)
        {
            foreach (var group in groups)
            {
                await FinishAsync(group, cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            var limit = new ParallelOptions { MaxDegreeOfParallelism = _options.MaxParallelism, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(groups, limit, FinishAsync).ConfigureAwait(false);
        }
        _open.RemoveAll(g => g.File is null);
    }

    private async ValueTask FinishAsync(FileGroup group, CancellationToken cancellationToken)
    {
        var written = await group.File!.FinishAsync(cancellationToken).ConfigureAwait(false);
        group.Written.Add(written);
        group.File = null;
        Interlocked.Increment(ref _files);
        Interlocked.Add(ref _bytes, written.ByteCount);
    }

    private void Report() => _options.Progress?.Report(new WriteProgress(_rows, _files, _bytes + _open.Sum(g => g.File!.ByteCount)));

    private async ValueTask AbortAsync(Exception error)
    {
        var open = _open.Select(g => g.File).OfType<PartitionFile>().ToArray();
        foreach (var file in open)
        {
            await file.AbortAsync().ConfigureAwait(false);
        }
        // A put whose reply was lost has made its object. One that found its key taken hasn't, and the object there is another's.
        var isTaken = error is KartothekException { Kind: ErrorKind.Conflict };
        await DiscardAsync(_options.Store, [.. _groups.SelectMany(g => g.Written).Select(w => w.Key), .. isTaken ? [] : open.Select(f => f.Key)]).ConfigureAwait(false);
    }

    /// <summary>The files of one combination of partition values and bucket.</summary>
    private sealed class FileGroup(ConstantScalar[] values)
    {
        public ConstantScalar[] Values => values;

        public PartitionFile? File { get; set; }

        public List<WrittenPartition> Written { get; } = [];
    }
}
