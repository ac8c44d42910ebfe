using System.Collections.Immutable;
using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Testing;

/// <summary>Reads an entry of <c>datasets</c>. Every field but the name and the columns is optional.</summary>
internal static class GoldenDatasetReader
{
    public static GoldenDataset Read(JsonElement json)
    {
        var rowId = Text(json, "row_id");
        return new GoldenDataset(
            json.GetProperty("dataset").GetString()!,
            Text(json, "table") ?? "table",
            [.. json.GetProperty("columns").EnumerateArray().Select(ReadColumn)])
        {
            RowId = rowId,
            Spec = Optional(json, "spec"),
            MetadataVersion = Optional(json, "metadata_version")?.GetInt32(),
            PartitionKeys = Optional(json, "partition_keys") is { } keys ? Texts(keys) : null,
            Metadata = Optional(json, "metadata"),
            HasExplicitPartitions = Optional(json, "explicit_partitions")?.GetBoolean(),
            Partitions = Optional(json, "partitions") is { } partitions ? ReadPartitions(partitions) : null,
            Indices = Optional(json, "indices") is { } indices ? [.. indices.EnumerateObject().Select(ReadIndex)] : null,
            Queries = Optional(json, "queries") is { } queries ? [.. queries.EnumerateArray().Select(ReadQuery)] : [],
            DispatchBy = Optional(json, "dispatch_by") is { } dispatches ? [.. dispatches.EnumerateObject().Select(ReadDispatch)] : [],
            Garbage = Optional(json, "garbage") is { } garbage ? Texts(garbage) : null,
        };
    }

    private static GoldenColumn ReadColumn(JsonElement json)
    {
        var name = json.GetProperty("name").GetString()!;
        var values = json.GetProperty("values");
        if (Text(json, "type") is not { } text)
        {
            var (found, untyped) = GoldenValues.ReadUntyped(values);
            return new GoldenColumn(name, found, IsTyped: false, Zone: null, untyped);
        }

        var type = ArrowTypeText.Parse(text);
        var inSeconds = text.Contains("[s", StringComparison.Ordinal);
        return new GoldenColumn(
            name, type, IsTyped: true, ArrowTypeText.Zone(text), [.. values.EnumerateArray().Select(value => GoldenValues.Read(value, type, inSeconds))]);
    }

    private static ImmutableArray<GoldenPartition> ReadPartitions(JsonElement json)
    {
        var partitions = ImmutableArray.CreateBuilder<GoldenPartition>();
        var firstRow = 0;
        foreach (var partition in json.EnumerateArray())
        {
            var rows = partition.GetProperty("rows").GetInt32();
            partitions.Add(new GoldenPartition(partition.GetProperty("label").GetString()!, partition.GetProperty("key").GetString()!, firstRow, rows));
            firstRow += rows;
        }

        return partitions.ToImmutable();
    }

    private static GoldenIndex ReadIndex(JsonProperty json) => new(
        json.Name,
        Text(json.Value, "type") is { } type ? ArrowTypeText.Parse(type) : ColumnType.Null,
        Optional(json.Value, "partition_key")?.GetBoolean() ?? false,
        [.. json.Value.GetProperty("entries").EnumerateArray().Select(entry => (GoldenLiteral.Read(entry[0]), Texts(entry[1])))]);

    private static GoldenQuery ReadQuery(JsonElement json) => new(
        [.. json.GetProperty("predicates").EnumerateArray().Select(conjunction => conjunction.EnumerateArray().Select(ReadTerm).ToImmutableArray())],
        Text(json, "rows") is { } rows ? RowIdRanges.Parse(rows) : null,
        Text(json, "error"),
        Optional(json, "files") is { } files ? Texts(files) : null,
        Text(json, "files_error"));

    private static GoldenTerm ReadTerm(JsonElement json) => new(json[0].GetString()!, json[1].GetString()!, GoldenLiteral.Read(json[2]));

    private static (ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<long>> Groups) ReadDispatch(JsonProperty json) =>
        ([.. json.Name.Split(',')], [.. Texts(json.Value).Select(RowIdRanges.Parse)]);

    private static JsonElement? Optional(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement json, string name) => Optional(json, name)?.GetString();

    private static ImmutableArray<string> Texts(JsonElement json) => [.. json.EnumerateArray().Select(text => text.GetString()!)];
}
