using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>What a scan will read, and the evidence against everything else. Immutable.</summary>
/// <remarks>
/// A plan has two stages. Down to files it needs the header and the secondary indices that the predicate uses; down to
/// row groups it also needs one footer per surviving file (<see cref="HasRowGroups"/>). Either can be run: a plan down to files opens
/// each file when its turn comes.
/// </remarks>
public sealed class ScanPlan
{
    private readonly int[] _skippedBy;

    internal ScanPlan(ScanRequest request, ImmutableArray<Scalar> conjuncts, ImmutableArray<PruningStep> fileSteps, int[] skippedBy, ImmutableArray<PlannedFile> files)
    {
        Request = request;
        Conjuncts = conjuncts;
        FileSteps = fileSteps;
        Files = files;
        _skippedBy = skippedBy;
    }

    /// <summary>What was asked for.</summary>
    public ScanRequest Request { get; }

    /// <summary>The terms of the predicate that must all hold, in the order of evaluation; empty without predicate.</summary>
    public ImmutableArray<Scalar> Conjuncts { get; }

    /// <summary>What partition keys and then indices did, in this order; conditions that they can't judge have no step.</summary>
    public ImmutableArray<PruningStep> FileSteps { get; }

    /// <summary>What schemas and statistics of files did, over all row groups of the surviving files; empty until footers were read.</summary>
    public ImmutableArray<PruningStep> RowGroupSteps { get; private init; } = [];

    /// <summary>The files that keys and indices leave, in the order of the header. Once footers were read, some of them may have no row group left (<see cref="PlannedFile.IsKept"/>).</summary>
    public ImmutableArray<PlannedFile> Files { get; private init; }

    /// <summary>Whether footers were read, so that row groups and bytes are known.</summary>
    public bool HasRowGroups { get; private init; }

    /// <summary>Files of the dataset's table.</summary>
    public int FileCount => _skippedBy.Length;

    /// <summary>The files that keys and indices rule out, in the order of the header, each with the first evidence against it.</summary>
    public IEnumerable<SkippedFile> SkippedFiles
    {
        get
        {
            for (var i = 0; i < _skippedBy.Length; i++)
            {
                if (_skippedBy[i] >= 0)
                {
                    var step = FileSteps[_skippedBy[i]];
                    yield return new(Request.Dataset.Partitions[i], new(step.Layer, step.Conjunct));
                }
            }
        }
    }

    /// <summary>Files of which something will be read, as far as is known.</summary>
    public int FilesToRead => Files.Count(f => f.IsKept && (f.RowGroups.Length > 0 || f.StandIns.IsEmpty));

    /// <summary>Row groups of the files that keys and indices leave; 0 until footers were read.</summary>
    public int RowGroupCount => Files.Sum(f => f.RowGroups.Length + f.SkippedRowGroups.Length + f.AnsweredRowGroups);

    /// <summary>Row groups whose bounds answer what is asked, so that they aren't read; 0 until footers were read.</summary>
    public int RowGroupsAnswered => Files.Sum(f => f.AnsweredRowGroups);

    /// <summary>Row groups of which keys and the number of rows are enough, so that no data is read; 0 until footers were read. They count among <see cref="RowGroupsToRead"/>.</summary>
    public int RowGroupsWithoutData => Files.Sum(f => f.RowGroups.Count(g => g.Bytes == 0));

    /// <summary>Row groups that will be read; 0 until footers were read.</summary>
    public int RowGroupsToRead => Files.Sum(f => f.RowGroups.Length);

    /// <summary>The most bytes that the scan asks for of the row groups that will be read: the columns wanted, those that conditions are checked on, and what lies between columns that one request brings. CSV files count whole; metadata, indices and footers don't count, nor what tasks that share a large row group both read: headers of its pages, dictionaries, and pages that have rows of two. 0 until footers were read.</summary>
    public long BytesToRead => Files.Where(f => f.IsKept).Sum(f => f.Partition.Format == FileFormat.Parquet ? f.RowGroups.Sum(g => g.Bytes) : f.FileBytes);

    /// <summary>Bytes of the files that keys and indices leave; 0 until footers were read.</summary>
    public long BytesInFiles => Files.Sum(f => f.FileBytes);

    /// <summary>The indices that were consulted, by column; each costs one request when a dataset first needs it.</summary>
    public ImmutableArray<string> IndicesUsed { get; internal init; } = [];

    /// <summary>The indices that would be consulted, but aren't loaded: only in a plan that was made without requests.</summary>
    public ImmutableArray<string> IndicesPending { get; internal init; } = [];

    /// <summary>The conditions that are checked row by row, each with the number of row groups (of files until footers were read) on which it is.</summary>
    public IEnumerable<(Scalar Conjunct, int Count)> RowFilters()
    {
        var counts = new Dictionary<Scalar, int>();
        var order = new List<Scalar>();
        var residuals = HasRowGroups
            ? Files.SelectMany(f => f.Partition.Format == FileFormat.Parquet ? f.RowGroups.Select(g => g.Residual) : [f.Residual])
            : Files.Select(f => f.Residual);
        foreach (var conjunct in residuals.SelectMany(r => r))
        {
            if (!counts.TryGetValue(conjunct, out var count))
            {
                order.Add(conjunct);
            }
            counts[conjunct] = count + 1;
        }
        return order.Select(c => (c, counts[c]));
    }

    /// <summary>What will be asked about conditions when row groups are read, and may skip row groups or pages of them; empty until footers were read. Costs no request.</summary>
    public IEnumerable<ReadStep> WhenRead() => ReadSteps.Of(this);

    /// <summary>What judges row groups by each condition that is left of the predicate; filled as files are opened.</summary>
    internal ConcurrentDictionary<Scalar, StatisticsPruner> Pruners { get; private init; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The plan of some of the files, with further conditions that nothing proves; what ruled out the other files isn't told.</summary>
    internal ScanPlan OfGroup(IReadOnlyList<PlannedFile> files, ImmutableArray<Scalar> conditions) =>
        new(Request, [.. Conjuncts, .. conditions], FileSteps, _skippedBy, [.. files.Select(f => f with { Residual = [.. f.Residual, .. conditions] })]);

    /// <summary>The same plan with its files opened.</summary>
    internal ScanPlan WithRowGroups(ImmutableArray<PlannedFile> files, ImmutableArray<PruningStep> steps) =>
        new(Request, Conjuncts, FileSteps, _skippedBy, files) { IndicesUsed = IndicesUsed, IndicesPending = IndicesPending, RowGroupSteps = steps, HasRowGroups = true, Pruners = Pruners };
}
