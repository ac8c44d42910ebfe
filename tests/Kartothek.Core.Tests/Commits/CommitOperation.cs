namespace Kartothek.Core.Tests;

/// <summary>An operation that commits, and what it makes of rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RunAsync">Runs it in a store.</param>
/// <param name="Apply">The rows after it, sorted, from those before.</param>
internal sealed record CommitOperation(string Name, Func<IObjectStore, Task> RunAsync, Func<IEnumerable<string>, IEnumerable<string>> Apply)
{
    /// <summary>Whether there is no dataset before it.</summary>
    public bool Creates { get; init; }

    /// <summary>Whether it gives up what others commit at the same time.</summary>
    public bool Replaces { get; init; }

    /// <summary>All of them, over the dataset of <see cref="CommitRows.CreateAsync"/>.</summary>
    public static IReadOnlyList<CommitOperation> All { get; } =
    [
        new("create", async store => await Dataset.CreateAsync(store, CommitRows.Uuid, CommitRows.Rows((7, 70), (8, 80)), CommitRows.Create), _ => ["7|70", "8|80"]) { Creates = true },
        new("create empty", async store => await Dataset.CreateEmptyAsync(store, CommitRows.Uuid, CommitRows.Rows().Schema, CommitRows.Create), _ => []) { Creates = true },
        new("create packed", async store => await Dataset.CreateAsync(store, CommitRows.Uuid, CommitRows.Rows((7, 70)), CommitRows.Create with { HeaderFormat = HeaderFormat.MessagePack }), _ => ["7|70"]) { Creates = true },
        new("overwrite", async store => await Dataset.CreateAsync(store, CommitRows.Uuid, CommitRows.Rows((7, 70)), CommitRows.Create with { Overwrite = true }), _ => ["7|70"]) { Replaces = true },
        Update("append", u => u.Append(CommitRows.Rows((1, 12), (3, 30))), rows => [.. rows, "1|12", "3|30"]),
        Update("replace", u => u.DeleteScope(Scope("p", 1)).Append(CommitRows.Rows((1, 13))), rows => [.. rows.Where(r => !r.StartsWith("1|", StringComparison.Ordinal)), "1|13"]),
        Update("delete", u => u.DeleteScope(Scope("v", 20)), rows => rows.Where(r => r != "2|20")),
        Update("build index", u => u.BuildIndex("v"), rows => rows),
        Update("drop index", u => u.DropIndex("v"), rows => rows),
        Update("metadata", u => u.MergeMetadata(new() { ["note"] = "new" }), rows => rows),
        Update("add column", u => u.AddColumn(new("added", Columns.ColumnType.String)), rows => rows),
        On("delete rows", async d => await d.DeleteRowsAsync(CommitRows.WhereV(11), Rewrites), rows => rows.Where(r => r != "1|11")),
        On(
            "update rows",
            async d => await d.UpdateRowsAsync(CommitRows.WhereV(20), [new ColumnSetter("v", Columns.Scalar.Constant(21L, Columns.ColumnType.Int64))], Rewrites),
            rows => rows.Select(r => r == "2|20" ? "2|21" : r)),
        On("upsert", async d => await d.UpsertAsync(CommitRows.Rows((2, 11), (2, 22)), ["v"], Rewrites), rows => [.. rows.Where(r => r != "1|11"), "2|11", "2|22"]),
        On("compact", async d => await d.CompactAsync(new() { MaxParallelism = 1 }), rows => rows),
        On("partition anew", async d => await d.CompactAsync(new() { MaxParallelism = 1, PartitionOn = [] }), rows => rows),
        On("restore", async d => await d.RestoreAsync(1), _ => ["1|10"]) with { Replaces = true },
        On("retain", async d => await d.RetainAsync(new() { MaxVersions = 2 }), rows => rows),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static RewriteOptions Rewrites { get; } = new() { MaxParallelism = 1 };

    private static CommitOperation Update(string name, Action<DatasetUpdate> build, Func<IEnumerable<string>, IEnumerable<string>> apply) =>
        On(name, async d => await d.UpdateAsync(build, CommitRows.Update), apply);

    private static CommitOperation On(string name, Func<Dataset, Task> run, Func<IEnumerable<string>, IEnumerable<string>> apply) =>
        new(name, async store => await run(await CommitRows.OpenAsync(store)), apply);

    private static IReadOnlyDictionary<string, object> Scope(string column, object value) => new Dictionary<string, object> { [column] = value };
}
