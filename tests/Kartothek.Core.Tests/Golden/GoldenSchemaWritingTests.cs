using System.Text.Json;
using Kartothek.Columns;
using Kartothek.Parquet;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>The schemas of the Python libraries, written again in the form that both can read and update.</summary>
[Trait("Category", "Golden")]
public sealed class GoldenSchemaWritingTests
{
    public static TheoryData<GoldenSubject> Subjects => GoldenCases.All();

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task A_schema_that_Python_wrote_is_put_in_our_form_with_the_same_columns(GoldenSubject subject)
    {
        await using var store = new LocalStore(subject.Store);
        var header = await DatasetHeader.ReadAsync(store, subject.Dataset.Uuid);
        var table = await TableSchema.ReadAsync(store, header, subject.Dataset.Table);
        var before = await ParquetFooter.ReadAsync(new StoreByteSource(store, table.Key, null));

        // As a commit does it that adds nothing.
        var schema = SchemaNormalization.Normalize(table.Schema, header.PartitionKeys);
        var after = await ParquetFooter.ReadAsync(new MemoryByteSource(table.Key, SchemaFile.ToBytes(schema, "c")));

        Assert.True(SchemaFile.IsInForm(after, schema));
        Assert.Equal(table.Schema.Fields.Select(f => f.Name), after.Schema.Fields.Select(f => f.Name));
        Assert.Equal(table.Schema.Fields.Select(f => f.Type.ToString()), after.Schema.Fields.Select(f => f.Type.ToString()));
        Assert.All(after.Schema.Fields, f => Assert.True(f.IsNullable));
        Assert.All(after.Schema.Fields.Where(f => f.Type.Kind == ColumnKind.List), f => Assert.Equal("item", f.Type.Children[0].Name));
        Assert.Equal(["kartothek.linq.commit", "pandas"], after.KeyValueMetadata.Keys.Order(StringComparer.Ordinal));
        AssertTextIsUnicode(after);
        if (GoldenFolder.IsOwnCopy)
        {
            Assert.False(SchemaFile.IsInForm(before, schema));
        }
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task The_names_of_the_pandas_entry_are_those_that_Python_gave_where_they_matter(GoldenSubject subject)
    {
        await using var store = new LocalStore(subject.Store);
        var header = await DatasetHeader.ReadAsync(store, subject.Dataset.Uuid);
        var table = await TableSchema.ReadAsync(store, header, subject.Dataset.Table);
        var footer = await ParquetFooter.ReadAsync(new StoreByteSource(store, table.Key, null));
        var theirs = Names(footer.KeyValueMetadata["pandas"]);
        foreach (var (name, ours) in Names(PandasJson.Of(SchemaNormalization.Normalize(table.Schema, header.PartitionKeys))))
        {
            // Text and categories have other names in Plateau, and in Kartothek that of the categories' codes; lists and times carry theirs.
            if (table.Schema[name].Type is { IsNested: false, Kind: not (ColumnKind.String or ColumnKind.Time or ColumnKind.Binary) } type && theirs[name].Numpy is not ("int8" or "category"))
            {
                Assert.Equal(theirs[name].Pandas, ours.Pandas);
                // pandas 3 has other units in memory, and booleans with nulls are objects.
                Assert.Equal(type.Kind switch { ColumnKind.Timestamp => "datetime64[ns]", ColumnKind.Boolean => "bool", _ => theirs[name].Numpy }, ours.Numpy);
            }
        }
    }

    private static void AssertTextIsUnicode(ParquetFooter footer)
    {
        var names = Names(footer.KeyValueMetadata["pandas"]);
        Assert.All(footer.Schema.Fields.Where(f => f.Type.Kind == ColumnKind.String), f => Assert.Equal(("unicode", "object"), names[f.Name]));
    }

    private static Dictionary<string, (string Pandas, string Numpy)> Names(string pandas)
    {
        using var json = JsonDocument.Parse(pandas);
        return json.RootElement.GetProperty("columns").EnumerateArray()
            .Where(c => c.GetProperty("name").ValueKind == JsonValueKind.String)
            .ToDictionary(c => c.GetProperty("name").GetString()!, c => (c.GetProperty("pandas_type").GetString()!, c.GetProperty("numpy_type").GetString()!));
    }
}
