using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Makes plans: which files and row groups of a dataset a request needs, and the evidence against the others.</summary>
/// <remarks>
/// Sources of knowledge are asked in the order of <see cref="PruningLayers"/>, cheap ones first. A file is skipped only on
/// <see cref="Verdict.None"/>, a condition left unchecked only on <see cref="Verdict.All"/>, so that the rows of the answer are those that LINQ to Objects
/// would give over all rows. Conditions that can throw never skip anything.
/// </remarks>
public static class ScanPlanner
{
    /// <summary>Bytes of small files that a plan keeps at most.</summary>
    private const long KeptBytes = 16 << 20;

    /// <summary>Plans by partition keys, and by those indices that the dataset has loaded already. No request.</summary>
    /// <remarks>Indices that the predicate would use are named in <see cref="ScanPlan.IndicesPending"/>.</remarks>
    /// <exception cref="KartothekException">The dataset lacks a column (<see cref="ErrorKind.NotFound"/>), or it has another kind (<see cref="ErrorKind.Invalid"/>).</exception>
    public static ScanPlan PlanKeys(ScanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var planning = new FilePlanning(request);
        return planning.Finish();
    }

    /// <summary>Plans down to files, by partition keys and secondary indices. One request for each index that the predicate uses, and those for what it needs of a large one, unless it was read before.</summary>
    /// <inheritdoc cref="PlanKeys"/>
    public static async ValueTask<ScanPlan> PlanFilesAsync(ScanRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var planning = new FilePlanning(request);
        foreach (var condition in planning.IndexConditions)
        {
            await request.Dataset.LoadIndexAsync(condition, cancellationToken).ConfigureAwait(false);
        }
        return planning.Finish();
    }

    /// <summary>Plans down to row groups. Beside <see cref="PlanFilesAsync"/> one request for each surviving file whose footer isn't known; for a CSV file, whose size is asked for, too.</summary>
    /// <inheritdoc cref="PlanKeys"/>
    public static async ValueTask<ScanPlan> PlanRowGroupsAsync(ScanRequest request, RunFigures? figures = null, CancellationToken cancellationToken = default) =>
        await PlanRowGroupsAsync(await PlanFilesAsync(request, cancellationToken).ConfigureAwait(false), figures, cancellationToken).ConfigureAwait(false);

    /// <summary>Plans down to row groups from a plan down to files. One request for each surviving file whose footer isn't known, several at the same time.</summary>
    public static async ValueTask<ScanPlan> PlanRowGroupsAsync(ScanPlan plan, RunFigures? figures = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.HasRowGroups)
        {
            return plan;
        }
        var files = new PlannedFile[plan.Files.Length];
        // Footers come from the network one by one, or are parsed here: as many at once as there are cores, and a few more to wait with.
        var limit = new ParallelOptions { MaxDegreeOfParallelism = 2 * Math.Max(1, plan.Request.Dataset.Options.MaxParallelism), CancellationToken = cancellationToken };
        if (limit.MaxDegreeOfParallelism == 2 || files.Length == 1)
        {
            for (var i = 0; i < files.Length; i++)
            {
                files[i] = await OpenAsync(plan, i, figures, cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            await Parallel.ForAsync(0, files.Length, limit, async (i, token) =>
                files[i] = await OpenAsync(plan, i, figures, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        DropBytes(files);
        return plan.WithRowGroups([.. files], RowGroupSteps(files));
    }

    /// <summary>A plan keeps the small files that came with their footers, but not any number of them.</summary>
    private static void DropBytes(PlannedFile[] files)
    {
        var kept = 0L;
        for (var i = 0; i < files.Length; i++)
        {
            if (files[i].Opened is not { Whole: not null } opened)
            {
                continue;
            }
            kept += files[i].IsKept ? files[i].FileBytes : 0;
            if (!files[i].IsKept || kept > KeptBytes)
            {
                files[i] = files[i] with { Opened = opened with { Whole = null } };
            }
        }
    }

    private static async ValueTask<PlannedFile> OpenAsync(ScanPlan plan, int index, RunFigures? figures, CancellationToken cancellationToken)
    {
        var file = plan.Files[index];
        if (file.Partition.Format != FileFormat.Parquet)
        {
            figures?.AddReads(1, 0);
            var size = await plan.Request.Dataset.Store.ReadTailAsync(file.Partition.Key, 0, cancellationToken).ConfigureAwait(false);
            return file with { IsOpened = true, FileBytes = size.Size };
        }
        var opened = await plan.Request.Dataset.OpenFileAsync(file.Partition.Key, figures, file.UseFor(plan.Request) | FileUse.Kept, cancellationToken).ConfigureAwait(false);
        return new RowGroupPruning(plan, file, opened).Plan();
    }

    /// <summary>What each condition did over all files, in the order in which the conditions first skip something.</summary>
    private static ImmutableArray<PruningStep> RowGroupSteps(PlannedFile[] files)
    {
        var left = files.Sum(f => f.RowGroups.Length + f.SkippedRowGroups.Length + f.AnsweredRowGroups);
        var steps = ImmutableArray.CreateBuilder<PruningStep>();
        var byEvidence = files.SelectMany(f => f.SkippedRowGroups).GroupBy(g => (g.Evidence.Layer, g.Evidence.Conjunct)).OrderBy(g => g.Key.Layer);
        foreach (var skipped in byEvidence)
        {
            var count = skipped.Count();
            steps.Add(new(skipped.Key.Layer, skipped.Key.Conjunct, left, left - count));
            left -= count;
        }
        return steps.ToImmutable();
    }
}
