using System.Collections.Immutable;
using System.Text.Json;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Whether both Python libraries can read and update a dataset with a schema file (the table in format.md 3.1).</summary>
/// <remarks>
/// What is asked is less than that the file has our own form: what Kartothek writes serves both, and isn't held against it. Whatever differs is mended by the next commit anyway.
/// </remarks>
internal static class SchemaForm
{
    /// <summary>The first thing that one of the libraries can't do with, as the end of a sentence; null where both can.</summary>
    public static string? FindFault(ParquetFooter footer, Schema schema, ImmutableArray<string> partitionKeys)
    {
        var normal = SchemaNormalization.Normalize(schema, partitionKeys);
        if (!footer.RowGroups.IsEmpty)
        {
            return "it has rows";
        }
        if (!schema.Fields.Select(f => f.Name).SequenceEqual(normal.Fields.Select(f => f.Name)))
        {
            return "its columns aren't partition columns first and the others by name";
        }
        foreach (var (field, wanted) in schema.Fields.Zip(normal.Fields))
        {
            if (!field.IsNullable)
            {
                return $"column '{field.Name}' is required";
            }
            if (field.Type != wanted.Type)
            {
                return field.Type.ToString() == wanted.Type.ToString() ? $"the items of column '{field.Name}' aren't called 'item'" : $"column '{field.Name}' is {field.Type} instead of {wanted.Type}";
            }
        }
        var hasArrow = footer.KeyValueMetadata.TryGetValue(ArrowSchemaText.Key, out var arrow);
        if (hasArrow && schema.Fields.FirstOrDefault(f => f.Type.Kind == ColumnKind.String && ArrowSchemaText.HasLargeString(arrow!, f.Name)) is { } large)
        {
            return $"column '{large.Name}' is large_string in '{ArrowSchemaText.Key}'";
        }
        return footer.KeyValueMetadata.TryGetValue(PandasJson.Key, out var pandas) ? FindFault(pandas, schema, hasArrow) : $"it has no '{PandasJson.Key}' entry";
    }

    private static string? FindFault(string pandas, Schema schema, bool hasArrow)
    {
        try
        {
            using var document = JsonDocument.Parse(pandas);
            if (!document.RootElement.TryGetProperty("index_columns", out _) || !document.RootElement.TryGetProperty("columns", out var columns))
            {
                return $"its '{PandasJson.Key}' entry lacks 'columns' or 'index_columns'";
            }
            var entries = columns.EnumerateArray().ToDictionary(c => c.GetProperty("field_name").GetString() ?? "", StringComparer.Ordinal);
            foreach (var field in schema.Fields.Where(f => f.Type.Kind == ColumnKind.String))
            {
                if (!entries.TryGetValue(field.Name, out var entry))
                {
                    return $"its '{PandasJson.Key}' entry doesn't have the text column '{field.Name}'";
                }
                if (!hasArrow && (entry.GetProperty("pandas_type").GetString(), entry.GetProperty("numpy_type").GetString()) != ("unicode", "object"))
                {
                    return $"its '{PandasJson.Key}' entry doesn't have the text column '{field.Name}' as unicode and object";
                }
            }
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return $"its '{PandasJson.Key}' entry can't be read";
        }
    }
}
