using System.Text.Json;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>The bytes of <c>_common_metadata</c> in the form that Kartothek and Plateau both read and update (format.md 12.1 rule 2).</summary>
internal static class SchemaFile
{
    /// <summary>The key-value entry of the footer that names the commit; Python drops it when it writes the file again.</summary>
    public const string CommitKey = "kartothek.linq.commit";

    /// <summary>The file: no row group, all columns optional, the entry <c>pandas</c> and none for Arrow.</summary>
    /// <param name="schema">Normalised, partition columns first (<see cref="SchemaNormalization.Normalize(Schema, System.Collections.Immutable.ImmutableArray{string})"/>).</param>
    /// <param name="commitId">The commit that writes it; null for none.</param>
    public static byte[] ToBytes(Schema schema, string? commitId = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var pandas = KeyValuePair.Create(PandasJson.Key, PandasJson.Of(schema));
        return SchemaFileWriter.Write(schema, commitId is null ? [pandas] : [pandas, KeyValuePair.Create(CommitKey, commitId)]);
    }

    /// <summary>The commit that wrote a file, or null where Python, or a foreign writer, did.</summary>
    public static string? CommitIdOf(ParquetFooter footer)
    {
        ArgumentNullException.ThrowIfNull(footer);
        return footer.KeyValueMetadata.TryGetValue(CommitKey, out var id) && id.Length > 0 ? id : null;
    }

    /// <summary>
    /// Whether a file has the form that <see cref="ToBytes"/> gives, whoever wrote it: otherwise one of the libraries couldn't update the dataset, and it is to be
    /// written again.
    /// </summary>
    /// <param name="footer">The file.</param>
    /// <param name="schema">The schema that it should have.</param>
    public static bool IsInForm(ParquetFooter footer, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(footer);
        ArgumentNullException.ThrowIfNull(schema);
        // Names of list children and nullability are compared with the types.
        return footer.RowGroups.IsEmpty
            && footer.Schema.Fields.AsSpan().SequenceEqual(schema.Fields.AsSpan())
            && !footer.KeyValueMetadata.ContainsKey(ArrowSchemaText.Key)
            && footer.KeyValueMetadata.TryGetValue(PandasJson.Key, out var pandas)
            && SaysTheSame(pandas, schema);
    }

    /// <summary>Whether a text under <c>pandas</c> has what Python needs of it: the four names of each column, and no more than a range as index.</summary>
    private static bool SaysTheSame(string pandas, Schema schema)
    {
        try
        {
            using var actual = JsonDocument.Parse(pandas);
            using var expected = JsonDocument.Parse(PandasJson.Of(schema));
            return actual.RootElement.TryGetProperty("index_columns", out var index)
                && index.EnumerateArray().All(c => c.ValueKind == JsonValueKind.Object)
                && actual.RootElement.TryGetProperty("columns", out var columns)
                && columns.GetArrayLength() == schema.Fields.Length
                && columns.EnumerateArray().Zip(expected.RootElement.GetProperty("columns").EnumerateArray()).All(pair => IsSame(pair.First, pair.Second));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsSame(JsonElement actual, JsonElement expected) =>
        ((string[])["field_name", "name", "numpy_type", "pandas_type"]).All(name => actual.TryGetProperty(name, out var value) && JsonElement.DeepEquals(value, expected.GetProperty(name)));
}
