using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Which commits are applied again over which others: the one table, shown in <c>docs/concurrency.md</c>.</summary>
/// <remarks>
/// A commit that is applied again is planned anew on the state that the other left, so that its schema, indices and choice of files are those of this state. What
/// <see cref="Reapplication.IfDisjoint"/> asks for is checked by the plans, which know what they choose, and by <see cref="CommitAttempt"/>, which refuses to remove what isn't there.
/// </remarks>
internal static class CommitRules
{
    private const Reapplication No = Reapplication.No;
    private const Reapplication Yes = Reapplication.Yes;
    private const Reapplication Dis = Reapplication.IfDisjoint;

    /// <summary>The commits that can come first: the columns of the table.</summary>
    public static ImmutableArray<CommitKind> First { get; } =
    [
        CommitKind.Append, CommitKind.Delete, CommitKind.Replace, CommitKind.Index, CommitKind.Metadata, CommitKind.Rewrite, CommitKind.Compact, CommitKind.Restore,
        CommitKind.Python, CommitKind.Create, CommitKind.Overwrite, CommitKind.Unknown,
    ];

    private static readonly ImmutableDictionary<CommitKind, Reapplication[]> Table = new Dictionary<CommitKind, Reapplication[]>
    {
        // Second \ first          append delete replace index metadata rewrite compact restore python create overwrite unknown
        [CommitKind.Append] = [Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, No, No],
        [CommitKind.Delete] = [Dis, Dis, Dis, Yes, Yes, Dis, Dis, Dis, Dis, No, No, No],
        [CommitKind.Replace] = [Dis, Dis, Dis, Yes, Yes, Dis, Dis, Dis, Dis, No, No, No],
        [CommitKind.Index] = [Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, No, No],
        [CommitKind.Metadata] = [Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, No, No],
        [CommitKind.Rewrite] = [Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, No, No],
        // Files that others have removed or rewritten are left to them.
        [CommitKind.Compact] = [Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, No, No],
        // The plan of a creation finds the dataset that is there.
        [CommitKind.Create] = [No, No, No, No, No, No, No, No, No, No, No, No],
        // It replaces whatever is there, as if it had come later; but where the dataset was deleted and created, its own files may be gone with the old one's.
        [CommitKind.Overwrite] = [Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, Yes, Yes],
        // Who restores a version gives up what came after it, as far as they had seen it.
        [CommitKind.Restore] = [No, No, No, No, No, No, No, No, No, No, No, No],
    }.ToImmutableDictionary();

    /// <summary>The commits that can come second: the rows of the table.</summary>
    public static ImmutableArray<CommitKind> Second { get; } = [.. Table.Keys.Order()];

    /// <summary>Whether a commit is applied again.</summary>
    /// <param name="second">The commit that came second.</param>
    /// <param name="first">One that came first.</param>
    public static Reapplication Of(CommitKind second, CommitKind first) => Table[second][First.IndexOf(first)];

    /// <summary>What a change is.</summary>
    public static CommitKind KindOf(DatasetChange change) => change.Kind switch
    {
        ChangeKind.Create => CommitKind.Create,
        ChangeKind.Overwrite => CommitKind.Overwrite,
        ChangeKind.Rewrite => CommitKind.Rewrite,
        ChangeKind.Compact => CommitKind.Compact,
        ChangeKind.Restore => CommitKind.Restore,
        _ => (change.ChoosesFiles || !change.RemovedLabels.IsEmpty, !change.Added.IsEmpty) switch
        {
            (true, true) => CommitKind.Replace,
            (true, false) => CommitKind.Delete,
            (false, true) => CommitKind.Append,
            _ => change.BuiltIndices.IsEmpty && change.DroppedIndices.IsEmpty ? CommitKind.Metadata : CommitKind.Index,
        },
    };

    /// <summary>What was committed between two states that one commit was tried on.</summary>
    public static IEnumerable<CommitKind> Between(DatasetHeader? earlier, DatasetHeader? later)
    {
        if (later is null || (earlier is not null && earlier.Token == later.Token))
        {
            yield break;
        }
        if (later.Record is { } record)
        {
            var since = earlier?.Record?.Id;
            foreach (var commit in record.Recent.TakeWhile(r => r.Id != since))
            {
                yield return commit.Kind;
            }
        }
        if (later.Record is null || later.IsChangedByOthers || earlier?.Record?.Id == later.Record.Id)
        {
            yield return CommitKind.Python;
        }
    }
}
