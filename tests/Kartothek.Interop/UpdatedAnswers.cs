using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Interop;

/// <summary>The recorded answers of a dataset, carried along with what is done to it.</summary>
/// <remarks>
/// Rows that are appended are those of a file that is there, so that a query selects them where it selected that file's. Only queries that Python answered as C# does are
/// kept: where it differs, it does so by the layout of the files, which isn't the same any more.
/// </remarks>
internal sealed class UpdatedAnswers
{
    private readonly GoldenDataset _recorded;
    private readonly JsonObject _answers;
    private readonly List<(GoldenPartition Rows, string Label, string Key, bool IsRaised)> _partitions;

    public UpdatedAnswers(GoldenCase golden, GoldenDataset recorded, JsonObject entry)
    {
        _recorded = recorded;
        _answers = entry.DeepClone().AsObject();
        _partitions = [.. (recorded.Partitions ?? []).Select(p => (p, p.Label, p.Key, false))];
        if (_answers["queries"] is JsonArray queries)
        {
            for (var i = queries.Count - 1; i >= 0; i--)
            {
                var query = recorded.Queries[i];
                if (PythonDifferences.Classify(golden, recorded, query) != PythonDifference.None || query.Terms.Any(t => t.Column == recorded.RowId))
                {
                    queries.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>Partitions are gone.</summary>
    public void Remove(ImmutableHashSet<string> labels)
    {
        var gone = _partitions.Where(p => labels.Contains(p.Label)).ToList();
        var ids = gone.SelectMany(p => Ids(p.Rows)).ToHashSet();
        var keys = gone.Select(p => p.Key).ToHashSet();
        _partitions.RemoveAll(p => labels.Contains(p.Label));
        foreach (var (_, index) in Indices())
        {
            var entries = index!["entries"]!.AsArray();
            for (var i = entries.Count - 1; i >= 0; i--)
            {
                var left = Texts(entries[i]![1]!).Where(l => !labels.Contains(l)).ToList();
                entries[i]![1] = ToArray(left);
                if (left.Count == 0)
                {
                    entries.RemoveAt(i);
                }
            }
        }
        ChangeRows(rows => rows.Where(id => !ids.Contains(id)));
        ChangeFiles((_, files) => files.Where(f => !keys.Contains(f)));
    }

    /// <summary>The rows of a partition are there once more, with raised ids.</summary>
    public void Append(GoldenPartition rows, string label, string key)
    {
        var ids = Ids(rows).ToHashSet();
        var firstKey = rows.Key;
        _partitions.Add((rows, label, key, true));
        foreach (var (column, index) in Indices())
        {
            var entries = index!["entries"]!.AsArray();
            foreach (var value in Values(column, rows))
            {
                var literal = Literal(_recorded[column].Type, value);
                var known = entries.FirstOrDefault(e => JsonNode.DeepEquals(e![0], literal));
                if (known is null)
                {
                    entries.Add(new JsonArray(literal, ToArray([label])));
                }
                else
                {
                    known[1] = ToArray(Texts(known[1]!).Append(label));
                }
            }
        }
        ChangeRows(selected =>
        {
            var all = selected.ToList();
            return all.Concat(_original.Where(ids.Contains).Select(id => id + RaisedIds.By));
        });
        ChangeFiles((original, files) => original.Contains(firstKey) ? files.Append(key) : files);
    }

    /// <summary>A column that can have an index and has none: rather one that no query asks for.</summary>
    public string? IndexToBuild(Dataset dataset)
    {
        var asked = _recorded.Queries.SelectMany(q => q.Terms).Select(t => t.Column).ToHashSet();
        return dataset.Schema.Fields
            .Where(f => !dataset.PartitionColumns.Contains(f.Name) && !dataset.IndexColumns.Contains(f.Name) && f.Name != _recorded.RowId && f.Name != "partition"
                && f.Type.Kind is not (ColumnKind.Decimal or ColumnKind.Time or ColumnKind.Null or ColumnKind.FixedBinary or ColumnKind.Uuid) && f.Type is { IsNested: false, IsUtc: false })
            .OrderBy(f => asked.Contains(f.Name)).Select(f => f.Name).FirstOrDefault();
    }

    /// <summary>A column has an index.</summary>
    public void AddIndex(string column)
    {
        var entries = new JsonArray();
        foreach (var group in _partitions.SelectMany(p => Values(column, p.Rows), (p, value) => (p.Label, Value: value)).GroupBy(p => Literal(_recorded[column].Type, p.Value).ToJsonString()))
        {
            entries.Add(new JsonArray(JsonNode.Parse(group.Key), ToArray(group.Select(p => p.Label))));
        }
        var recordedType = _answers["columns"]!.AsArray().First(c => c!["name"]!.GetValue<string>() == column)!["type"]!.GetValue<string>();
        ((JsonObject)(_answers["indices"] ??= new JsonObject()))[column] = new JsonObject { ["type"] = recordedType, ["partition_key"] = false, ["entries"] = entries };
        // An index that is new prunes files of queries that had none to go by.
        foreach (var query in _answers["queries"] as JsonArray ?? [])
        {
            if (query!["predicates"]!.AsArray().SelectMany(c => c!.AsArray()).Any(t => t![0]!.GetValue<string>() == column))
            {
                query.AsObject().Remove("files");
            }
        }
    }

    /// <summary>The answers.</summary>
    /// <param name="metadata">The user's metadata as it is now.</param>
    public JsonObject ToJson(JsonObject? metadata)
    {
        if (_answers.ContainsKey("metadata"))
        {
            // A header of Python's may lack the time of its creation; ours says it.
            _answers["metadata"] = metadata;
        }
        foreach (var column in _answers["columns"]!.AsArray())
        {
            var values = column!["values"]!.AsArray();
            var isId = column["name"]!.GetValue<string>() == _recorded.RowId;
            column["values"] = new JsonArray([.. _partitions.SelectMany(p => Enumerable.Range(p.Rows.FirstRow, p.Rows.RowCount).Select(row =>
                isId && p.IsRaised ? (JsonNode)(values[row]!.GetValue<long>() + RaisedIds.By) : values[row]?.DeepClone()))]);
        }
        _answers["partitions"] = new JsonArray([.. _partitions.Select(p => (JsonNode)new JsonObject { ["label"] = p.Label, ["key"] = p.Key, ["rows"] = p.Rows.RowCount })]);
        _answers["garbage"] = new JsonArray();
        _answers["explicit_partitions"] = true;
        if (_partitions.Any(p => p.IsRaised))
        {
            _answers.Remove("read");
        }
        return _answers;
    }

    // The rows that a query selected before anything was changed.
    private HashSet<long> _original = [];

    private JsonObject Indices() => _answers["indices"] as JsonObject ?? [];

    private IEnumerable<long> Ids(GoldenPartition rows) =>
        _recorded.RowId is { } id ? Values(id, rows).Select(v => Convert.ToInt64(v, CultureInfo.InvariantCulture)) : [];

    private IEnumerable<object> Values(string column, GoldenPartition rows) =>
        Enumerable.Range(rows.FirstRow, rows.RowCount).Select(row => _recorded[column].Values[row]).Where(v => v is not (null or double.NaN))
            .Select(v => v!).DistinctBy(v => GoldenValues.Text(v));

    private void ChangeRows(Func<IEnumerable<long>, IEnumerable<long>> change)
    {
        foreach (var query in _answers["queries"] as JsonArray ?? [])
        {
            if (query!["rows"] is { } rows)
            {
                query["rows"] = Changed(rows, change);
            }
        }
        foreach (var (columns, groups) in _answers["dispatch_by"] as JsonObject ?? [])
        {
            _ = columns;
            var all = groups!.AsArray();
            var changed = all.Select(g => Changed(g!, change)).Where(g => g.Length > 0).Order(StringComparer.Ordinal).ToList();
            all.Clear();
            changed.ForEach(g => all.Add(g));
        }
    }

    private string Changed(JsonNode rows, Func<IEnumerable<long>, IEnumerable<long>> change)
    {
        var ids = RowIdRanges.Parse(rows.GetValue<string>());
        _original = [.. ids];
        return RowIdRanges.Format(change(ids));
    }

    private void ChangeFiles(Func<HashSet<string>, IEnumerable<string>, IEnumerable<string>> change)
    {
        foreach (var query in _answers["queries"] as JsonArray ?? [])
        {
            if (query!["files"] is JsonArray files)
            {
                var keys = Texts(files).ToHashSet();
                query["files"] = ToArray(change(keys, keys));
            }
        }
    }

    private static IEnumerable<string> Texts(JsonNode array) => array.AsArray().Select(t => t!.GetValue<string>());

    private static JsonArray ToArray(IEnumerable<string> texts) => [.. texts.Order(StringComparer.Ordinal).Select(t => (JsonNode)t)];

    private static JsonObject Literal(ColumnType type, object value) => (type.Kind, value) switch
    {
        (_, string text) => new JsonObject { ["string"] = text },
        (_, bool flag) => new JsonObject { ["bool"] = flag },
        (_, double number) => new JsonObject { ["float"] = double.IsFinite(number) ? number : number > 0 ? "Infinity" : "-Infinity" },
        (_, byte[] bytes) => new JsonObject { ["bytes"] = Convert.ToHexStringLower(bytes) },
        (ColumnKind.Date, int days) => new JsonObject { ["date"] = DateOnly.FromDayNumber(GoldenValues.EpochDay + days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        (ColumnKind.Timestamp, long units) => new JsonObject
        {
            [type.IsUtc ? "timestamp_utc_ns" : "timestamp_ns"] = units * (type.Unit switch { ColumnUnit.Millisecond => 1_000_000, ColumnUnit.Microsecond => 1_000, _ => 1 }),
        },
        (_, ulong number) => new JsonObject { ["int"] = number },
        (_, long number) => new JsonObject { ["int"] = number },
        _ => throw new NotSupportedException($"Values of type {type} have no literal."),
    };
}
