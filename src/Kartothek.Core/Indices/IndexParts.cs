using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>A secondary index of which only those row groups are read that the conditions so far need. What was read is kept. Safe for use by several threads.</summary>
/// <remarks>
/// <para>A row group is passed over where its trusted bounds say that none of its values satisfies the condition. So every entry that satisfies it is among the parts, whatever the order
/// of the file: an unsorted one just has more of them.</para>
/// <para>That no entry which satisfies the condition lists a file rules the file out only if the index knows the file at all. Which files it knows are the texts of its label column, which are
/// read without the values; a label beside a null value is no entry, so where there may be nulls the row group is read as a whole. The search ends when every file was found, in an index
/// that isn't sorted after a row group or two.</para>
/// </remarks>
internal sealed class IndexParts
{
    private const int MostRequests = 8;

    private readonly IndexFile _file;
    private readonly ParquetFooter _footer;
    private readonly Field _field;
    private readonly LabelLookup _labels;
    private readonly int _fileCount;
    private readonly ValueRange?[] _ranges;
    private readonly SecondaryIndex?[] _parts;
    private readonly SemaphoreSlim _reading = new(1);
    private bool[]? _isListed;

    private IndexParts(IndexFile file, ParquetFooter footer, Field field, LabelLookup labels, int fileCount)
    {
        (_file, _footer, _field, _labels, _fileCount) = (file, footer, field, labels, fileCount);
        _parts = new SecondaryIndex?[footer.RowGroups.Length];
        _ranges = [.. footer.RowGroups.Select(g => g.Range(field.Name) is { } range ? ValueConversion.ConvertRange(range, field.Type) : null)];
    }

    /// <summary>Reads the footer of an index file: one request, and a second one where the footer is long. A small file is whole in memory then.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="key">The file.</param>
    /// <param name="field">The column with the type of the dataset's schema, into which the values are converted.</param>
    /// <param name="labels">The positions of the files.</param>
    /// <param name="fileCount">The files of the dataset.</param>
    /// <param name="tailBytes">For tests: how much of the end is read at once.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="KartothekException">See <see cref="IndexReader.ReadAsync"/>.</exception>
    public static async ValueTask<IndexParts> OpenAsync(
        IObjectStore store, string key, Field field, LabelLookup labels, int fileCount, int? tailBytes = null, CancellationToken cancellationToken = default)
    {
        var file = await IndexFile.OpenAsync(store, key, tailBytes, cancellationToken).ConfigureAwait(false);
        return new IndexParts(file, await IndexReader.ReadFooterAsync(file, field, cancellationToken).ConfigureAwait(false), field, labels, fileCount);
    }

    /// <summary>Whether a condition can be judged by parts: its type is that of the column, and null doesn't satisfy it.</summary>
    public static bool Suffice(LeafTerm condition, Field field) => condition.Unlisted == Unlisted.NoneSatisfies && condition.Columns.Fields[0].Type == field.Type;

    /// <summary>What a condition needs, as far as it was read before.</summary>
    /// <param name="condition">A condition that parts <see cref="Suffice"/> for.</param>
    /// <param name="trustsIndex">Whether it doesn't matter which files are listed.</param>
    /// <returns>Null where something is missing.</returns>
    public IndexExcerpt? Find(LeafTerm condition, bool trustsIndex) => Find(Needed(condition), trustsIndex);

    /// <summary>Reads what a condition needs and wasn't read before: a request per row group, or one for the whole file where that costs less. Several callers at once wait for each other.</summary>
    /// <inheritdoc cref="Find(LeafTerm, bool)"/>
    /// <exception cref="KartothekException">
    /// The file is damaged (<see cref="ErrorKind.Corrupt"/>), of another kind of values (<see cref="ErrorKind.Invalid"/>), gone (<see cref="ErrorKind.NotFound"/>), or was rewritten since it was
    /// opened (<see cref="ErrorKind.Conflict"/>). What was read before stays right.
    /// </exception>
    public async ValueTask<IndexExcerpt> ReadAsync(LeafTerm condition, bool trustsIndex, CancellationToken cancellationToken)
    {
        var needed = Needed(condition);
        if (Find(needed, trustsIndex) is { } known)
        {
            return known;
        }
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await FetchAsync(needed, trustsIndex, cancellationToken).ConfigureAwait(false);
            await ReadPartsAsync([.. needed.Where(g => _parts[g] is null)], cancellationToken).ConfigureAwait(false);
            if (!trustsIndex && _isListed is null)
            {
                Volatile.Write(ref _isListed, await FindListedAsync(cancellationToken).ConfigureAwait(false));
            }
        }
        finally
        {
            _reading.Release();
        }
        return Find(needed, trustsIndex)!;
    }

    private List<int> Needed(LeafTerm condition)
    {
        var pruner = new RangePruner(condition.Judged);
        var needed = new List<int>();
        for (var group = 0; group < _ranges.Length; group++)
        {
            var range = _ranges[group];
            if (_footer.RowGroups[group].RowCount > 0 && (range is null || pruner.Evaluate(_ => range) != Verdict.None))
            {
                needed.Add(group);
            }
        }
        return needed;
    }

    private IndexExcerpt? Find(List<int> needed, bool trustsIndex)
    {
        var listed = trustsIndex ? new bool[_fileCount] : Volatile.Read(ref _isListed);
        var parts = ImmutableArray.CreateBuilder<SecondaryIndex>(needed.Count);
        foreach (var group in needed)
        {
            if (Volatile.Read(ref _parts[group]) is not { } part)
            {
                return null;
            }
            parts.Add(part);
        }
        return listed is null ? null : new IndexExcerpt(parts.MoveToImmutable(), listed);
    }

    /// <summary>Fetches the whole file where its parts would take so many requests that they cost as much.</summary>
    private async ValueTask FetchAsync(List<int> needed, bool trustsIndex, CancellationToken cancellationToken)
    {
        var (requests, bytes) = (0L, 0L);
        foreach (var group in needed.Where(g => _parts[g] is null))
        {
            (requests, bytes) = (requests + 1, bytes + _footer.RowGroups[group].BytesToScan([_field.Name, IndexColumn.Labels], []));
        }
        if (!trustsIndex && _isListed is null)
        {
            foreach (var group in _footer.RowGroups.Where(g => _parts[g.Ordinal] is null))
            {
                (requests, bytes) = (requests + 1, bytes + group.BytesToScan([IndexColumn.Labels], []));
            }
        }
        if (_file.IsWorthFetching(requests, bytes))
        {
            await _file.FetchAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask ReadPartsAsync(List<int> groups, CancellationToken cancellationToken)
    {
        if (groups.Count > 1 && _file.IsWorthWaitingTogether)
        {
            var limit = new ParallelOptions { MaxDegreeOfParallelism = MostRequests, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(groups, limit, async (group, token) =>
            {
                using var own = new ScanBuffers();
                await ReadPartAsync(group, own, token).ConfigureAwait(false);
            }).ConfigureAwait(false);
            return;
        }
        using var buffers = new ScanBuffers();
        foreach (var group in groups)
        {
            await ReadPartAsync(group, buffers, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<SecondaryIndex> ReadPartAsync(int group, ScanBuffers buffers, CancellationToken cancellationToken)
    {
        var part = await IndexReader.ReadRowGroupAsync(_file, _footer, group, _field, _labels, buffers, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _parts[group], part);
        return part;
    }

    private async ValueTask<bool[]> FindListedAsync(CancellationToken cancellationToken)
    {
        var listed = new ListedFiles(_fileCount);
        foreach (var part in _parts)
        {
            listed.Add(part?.Partitions);
        }
        using var buffers = new ScanBuffers();
        // Those that by their statistics have nothing new are looked at last, if at all.
        var unlikely = new List<int>();
        for (var group = 0; group < _parts.Length && listed.Missing > 0; group++)
        {
            if (_parts[group] is not null || _footer.RowGroups[group].RowCount == 0)
            {
                continue;
            }
            if (HasProbablyNothingNew(group, listed))
            {
                unlikely.Add(group);
                continue;
            }
            await FindListedAsync(group, listed, buffers, cancellationToken).ConfigureAwait(false);
        }
        foreach (var group in unlikely.TakeWhile(_ => listed.Missing > 0))
        {
            await FindListedAsync(group, listed, buffers, cancellationToken).ConfigureAwait(false);
        }
        return listed.IsListed;
    }

    private bool HasProbablyNothingNew(int group, ListedFiles listed)
    {
        ListedTexts.Guess(_footer, group, IndexColumn.Labels, out var least, out var greatest);
        return _labels[least] is >= 0 and var first && _labels[greatest] is >= 0 and var last && listed.IsListed[first] && listed.IsListed[last];
    }

    private async ValueTask FindListedAsync(int group, ListedFiles listed, ScanBuffers buffers, CancellationToken cancellationToken)
    {
        if (_footer.RowGroups[group].Range(_field.Name) is { HasNoNulls: true }
            && await ListedTexts.ReadAsync(_file, _footer, group, IndexColumn.Labels, buffers, cancellationToken).ConfigureAwait(false) is { } labels)
        {
            listed.Add(labels, _labels);
        }
        else
        {
            listed.Add((await ReadPartAsync(group, buffers, cancellationToken).ConfigureAwait(false)).Partitions);
        }
    }
}
