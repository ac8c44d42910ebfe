using System.Text.Json;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

[Trait("Category", "Golden")]
public sealed class GoldenMetadataTests
{
    public static TheoryData<GoldenSubject> Subjects => GoldenCases.All();

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task The_header_says_what_was_recorded(GoldenSubject subject)
    {
        await using var store = new LocalStore(subject.Store);
        var golden = subject.Dataset;

        var header = await DatasetHeader.ReadAsync(store, golden.Uuid);

        Assert.Equal(golden.Uuid, header.Uuid);
        if (golden.PartitionKeys is { } keys)
        {
            Assert.Equal<string>(keys, header.PartitionKeys);
        }
        if (golden.HasExplicitPartitions is { } isExplicit)
        {
            Assert.Equal(isExplicit, header.IsExplicit);
        }
        if (golden.Partitions is { } partitions)
        {
            Assert.Equal(
                partitions.Select(p => (p.Label, p.Key)),
                header.Partitions.Where(p => p.FileOf(golden.Table) is not null).Select(p => (p.Label, p.FileOf(golden.Table)!)));
        }
        if (golden.Metadata is { } metadata && header.UserMetadata().EnumerateObject().Any())
        {
            Assert.True(JsonElement.DeepEquals(metadata, header.UserMetadata()), $"{header.UserMetadata()} is not {metadata}");
        }
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task Keys_say_the_recorded_values_of_partition_columns(GoldenSubject subject)
    {
        await using var store = new LocalStore(subject.Store);
        var golden = subject.Dataset;
        if (golden.Indices is not { } indices || golden.Partitions is null)
        {
            return;
        }
        var header = await DatasetHeader.ReadAsync(store, golden.Uuid);
        var fields = header.PartitionKeys.Select(k => golden.Schema[k]).ToList();

        var columns = PartitionColumn.ReadAll(header.Partitions, golden.Table, fields);

        foreach (var index in indices.Where(i => i.IsPartitionKey))
        {
            var column = columns.Single(c => c.Field.Name == index.Column);
            var found = header.Partitions.Select((p, i) => (p.Label, Value: GoldenIndexText.Of(column[i]!.Value, column.Field.Type)));
            var recorded = index.Entries.SelectMany(e => e.Labels.Select(label => (Label: label, Value: GoldenIndexText.Of(e.Value))));
            Assert.Equal(recorded.Order(), found.Order());
        }
    }

    [Fact]
    public async Task The_catalog_of_every_store_holds_the_recorded_datasets()
    {
        Assert.NotEmpty(GoldenCases.Cases);
        foreach (var golden in GoldenCases.Cases)
        {
            await using var store = new LocalStore(golden.Store);
            var found = new List<string>();
            await foreach (var dataset in store.ListDatasetsAsync())
            {
                found.Add(dataset.Uuid);
            }
            Assert.Equal([], golden.Datasets.Select(d => d.Uuid).Except(found));
        }
    }
}
