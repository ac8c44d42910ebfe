namespace Kartothek.Linq;

/// <summary>What the tasks of a scan do of the nodes above it, each on its own rows, before results are put together: said below a node's line, under the label <c>in tasks</c>.</summary>
internal static class TaskNotes
{
    /// <summary>The label.</summary>
    public const string Label = "in tasks";

    /// <summary>The notes of a rewritten plan, by node.</summary>
    public static IReadOnlyDictionary<LogicalPlan, string> Of(LogicalPlan plan)
    {
        var notes = new Dictionary<LogicalPlan, string>(ReferenceEqualityComparer.Instance);
        // What is run has other sorts than the plan, of members instead of records; but as many, in the same order.
        var tops = Tops(QueryRun.Runnable(plan), null, null).GetEnumerator();
        for (var node = plan; node is not null; node = node.Inputs.IsEmpty ? null : node.Inputs[0])
        {
            var note = node switch
            {
                ScanAggregate => "partial results of each, merged in the order of the rows",
                ScanGroups => "groups of each, merged in the order of their first rows",
                ExtremeResult extreme when TopChoice.IsPlain(extreme.Key) && FusedScan.TryFuse(extreme.Input, out var fused) => NoteOf("first", 1, fused, extreme.Key),
                Sort when tops.MoveNext() => tops.Current,
                _ => null,
            };
            if (note is not null) notes.Add(node, note);
        }

        return notes;
    }

    /// <summary>For each sort of what is run, what tasks do for it; null where they only give their rows. Limits go down as <see cref="PlanExecution"/> hands them down.</summary>
    private static IEnumerable<string?> Tops(LogicalPlan plan, long? limit, long? last)
    {
        while (true)
        {
            switch (plan)
            {
                case DatasetScan or { Inputs.IsEmpty: true }:
                    yield break;
                case ElementResult element:
                    (limit, last) = (TopChoice.LimitOf(element), TopChoice.LastOf(element));
                    break;
                case Slice slice:
                    (limit, last) = (TopChoice.LimitBelow(slice, limit), null);
                    break;
                case Sort sort:
                    yield return NoteOf(sort, limit, last);
                    (limit, last) = (null, null);
                    break;
                case not Project:
                    (limit, last) = (null, null);
                    break;
            }

            plan = plan.Inputs[0];
        }
    }

    private static string? NoteOf(Sort sort, long? limit, long? last)
    {
        if ((limit ?? last) is not { } count || !TopChoice.IsPossible(sort.Keys, count) || !FusedScan.TryFuse(sort.Input, out var fused)) return null;
        return NoteOf(last is null ? "first" : "last", count, fused, sort.Keys[0]);
    }

    private static string NoteOf(string which, long count, FusedScan fused, SortKey key) =>
        $"the {which} {(count == 1 ? "row" : $"{count} rows")} of each" + (TopChoice.HasBound(fused, key) ? "; row groups that can hold none of them are skipped" : "");
}
