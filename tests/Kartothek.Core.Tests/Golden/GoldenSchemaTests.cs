using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

[Trait("Category", "Golden")]
public sealed class GoldenSchemaTests
{
    public static TheoryData<GoldenSubject> Subjects => GoldenCases.All();

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task The_schema_has_the_recorded_columns_in_their_order(GoldenSubject subject)
    {
        await using var store = new CountingStore(new LocalStore(subject.Store));
        var golden = subject.Dataset;
        var header = await DatasetHeader.ReadAsync(store, golden.Uuid);
        var before = store.Counts;

        var schema = await TableSchema.ReadAsync(store, header, golden.Table);

        var read = store.Counts - before;
        // A longer file is read again as a whole, so that bytes and version belong together.
        Assert.Equal(read.BytesRead <= ObjectStore.TailBytes ? 1 : 2, read.Requests);
        Assert.Equal(read.Requests, read.Tails);
        Assert.Equal(golden.Columns.Select(c => c.Name), schema.Schema.Fields.Select(f => f.Name));
        foreach (var column in golden.Columns.Where(c => c.IsTyped))
        {
            Assert.Equal(Comparable(column.Type), Comparable(schema.Schema[column.Name].Type));
        }
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task The_default_table_is_the_recorded_one_where_there_is_but_one(GoldenSubject subject)
    {
        await using var store = new LocalStore(subject.Store);
        var golden = subject.Dataset;
        if (subject.Case.Datasets.Count(d => d.Uuid == golden.Uuid) > 1)
        {
            return;
        }
        var header = await DatasetHeader.ReadAsync(store, golden.Uuid);

        Assert.Equal(golden.Table, (await TableSchema.ReadAsync(store, header)).Table);
    }

    /// <summary>Python reads µs as ns, has no UTC flag on times, and names no list elements.</summary>
    private static string Comparable(ColumnType type) => type.Kind switch
    {
        ColumnKind.Timestamp => $"timestamp {type.IsUtc}",
        ColumnKind.Time => $"time {type.Unit}",
        _ => type.ToString(),
    };
}
