using System.Text.Json;
using DuckDB.NET.Data;
using Kartothek.Columns;
using Kartothek.Parquet;
using Kartothek.Testing;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Kartothek.Core.Tests;

/// <summary>The form of format.md 12.1 rule 2, in the bytes.</summary>
public sealed class SchemaFileTests
{
    private static readonly Schema All = SchemaNormalization.Normalize(
        new Schema(
        [
            new("p", ColumnType.String), new("a", ColumnType.Int32), new("u", ColumnType.UInt8), new("f", ColumnType.Float), new("b", ColumnType.Boolean), new("s", ColumnType.String, IsNullable: false),
            new("x", ColumnType.Binary), new("d", ColumnType.Date), new("t", ColumnType.Timestamp(ColumnUnit.Microsecond)), new("z", ColumnType.Timestamp(ColumnUnit.Microsecond, isUtc: true)),
            new("m", ColumnType.Decimal(12, 2)), new("l", ColumnType.List(new Field("element", ColumnType.String))), new("ll", ColumnType.List(new Field("e", ColumnType.List(new Field("e", ColumnType.Int8))))),
            new("c", ColumnType.Time(ColumnUnit.Microsecond)), new("fix", ColumnType.FixedBinary(3)), new("id", ColumnType.Uuid), new("n", ColumnType.Null),
            new("st", ColumnType.Struct(new Field("i", ColumnType.Int64), new Field("j", ColumnType.String))), new("Ö\"", ColumnType.Int64),
        ]),
        ["p"]);

    [Fact]
    public async Task It_reads_back_as_the_schema_with_the_commit()
    {
        var bytes = SchemaFile.ToBytes(All, "commit-1");
        var footer = await Footer(bytes);
        Assert.Equal(All.Fields.AsEnumerable(), footer.Schema.Fields);
        Assert.Equal("commit-1", SchemaFile.CommitIdOf(footer));
        Assert.True(SchemaFile.IsInForm(footer, All));
        var without = await Footer(SchemaFile.ToBytes(All));
        Assert.Null(SchemaFile.CommitIdOf(without));
        Assert.True(SchemaFile.IsInForm(without, All));
        Assert.False(SchemaFile.IsInForm(without, new Schema(All.Fields.Reverse())));
        Assert.Equal(bytes, SchemaFile.ToBytes(All, "commit-1"));
    }

    [Fact]
    public void ParquetSharp_finds_no_row_group_all_columns_optional_and_no_Arrow_schema()
    {
        using var file = new ParquetFileReader(new MemoryStream(SchemaFile.ToBytes(All, "c")));
        var metadata = file.FileMetaData;
        Assert.Equal((0, 0L), (metadata.NumRowGroups, metadata.NumRows));
        Assert.NotEqual(ParquetVersion.PARQUET_1_0, metadata.Version);
        Assert.Equal(["kartothek.linq.commit", "pandas"], metadata.KeyValueMetadata.Keys.Order(StringComparer.Ordinal));
        var root = metadata.Schema.GroupNode;
        Assert.Equal(All.Fields.Select(f => f.Name), root.Fields.Select(f => f.Name));
        Assert.All(root.Fields, f => Assert.Equal(Repetition.Optional, f.Repetition));
        // Three levels, and the child is 'item': Kartothek's pyarrow compares the name.
        var list = Assert.IsType<GroupNode>(root.Fields.Single(f => f.Name == "l"));
        var repeated = Assert.IsType<GroupNode>(Assert.Single(list.Fields));
        Assert.Equal(("list", Repetition.Repeated, LogicalTypeEnum.List), (repeated.Name, repeated.Repetition, list.LogicalType.Type));
        Assert.Equal(("item", Repetition.Optional, LogicalTypeEnum.String), (repeated.Fields[0].Name, repeated.Fields[0].Repetition, repeated.Fields[0].LogicalType.Type));
        var naive = Assert.IsType<TimestampLogicalType>(root.Fields.Single(f => f.Name == "t").LogicalType);
        Assert.Equal((TimeUnit.Micros, false), (naive.TimeUnit, naive.IsAdjustedToUtc));
        var zoned = Assert.IsType<TimestampLogicalType>(root.Fields.Single(f => f.Name == "z").LogicalType);
        Assert.True(zoned.IsAdjustedToUtc);
        var unsigned = Assert.IsType<IntLogicalType>(root.Fields.Single(f => f.Name == "u").LogicalType);
        Assert.Equal((64, false), (unsigned.BitWidth, unsigned.IsSigned));
    }

    [Fact]
    public void DuckDB_reads_its_columns()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "schema.parquet");
        File.WriteAllBytes(path, SchemaFile.ToBytes(All));
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"DESCRIBE SELECT * FROM read_parquet('{path}')";
        using var reader = command.ExecuteReader();
        var columns = new List<string>();
        while (reader.Read())
        {
            columns.Add($"{reader.GetString(0)} {reader.GetString(1)}");
        }
        Assert.Equal(All.Fields.Select(f => f.Name), columns.Select(c => c[..c.IndexOf(' ')]));
        Assert.Contains("p VARCHAR", columns);
        Assert.Contains("a BIGINT", columns);
        Assert.Contains("u UBIGINT", columns);
        Assert.Contains("t TIMESTAMP", columns);
        Assert.Contains("m DECIMAL(12,2)", columns);
        Assert.Contains("l VARCHAR[]", columns);
        Assert.Contains("ll BIGINT[][]", columns);
    }

    [Fact]
    public void The_pandas_entry_has_sorted_keys_and_the_names_that_Python_needs()
    {
        using var json = JsonDocument.Parse(PandasJson.Of(All));
        AssertSorted(json.RootElement);
        var index = Assert.Single(json.RootElement.GetProperty("index_columns").EnumerateArray());
        Assert.Equal("range", index.GetProperty("kind").GetString());
        var columns = json.RootElement.GetProperty("columns").EnumerateArray().Select(c =>
            $"{c.GetProperty("name")} {c.GetProperty("pandas_type")} {c.GetProperty("numpy_type")} {c.GetProperty("metadata").GetRawText()}");
        Assert.Equal(
            """
            p unicode object null
            a int64 int64 null
            b bool bool null
            c time object null
            d date object null
            f float64 float64 null
            fix bytes object null
            id bytes object null
            l list[unicode] object null
            ll list[list[int64]] object null
            m decimal object {"precision":12,"scale":2}
            n empty object null
            s unicode object null
            st object object null
            t datetime datetime64[ns] null
            u uint64 uint64 null
            x bytes object null
            z datetimetz datetime64[ns] {"timezone":"UTC"}
            Ö" int64 int64 null
            """.Split('\n', StringSplitOptions.TrimEntries),
            columns);
        Assert.All(json.RootElement.GetProperty("columns").EnumerateArray(), c => Assert.Equal(c.GetProperty("name").GetString(), c.GetProperty("field_name").GetString()));
        Assert.Equal(("int8", "float32"), (PandasJson.NamesOf(ColumnType.Int8).Numpy, PandasJson.NamesOf(ColumnType.Float).Pandas));
    }

    [Theory]
    [InlineData("""{"columns": [], "index_columns": []}""", false)]
    [InlineData("""{"index_columns": []}""", false)]
    [InlineData("""{"columns": 5, "index_columns": []}""", false)]
    [InlineData("""[]""", false)]
    [InlineData("""{""", false)]
    [InlineData("""{"columns": [{"name": "s", "field_name": "s", "pandas_type": "unicode", "numpy_type": "object"}], "index_columns": []}""", true)]
    [InlineData("""{"columns": [{"name": "s", "field_name": "s", "pandas_type": "unicode", "numpy_type": "object"}], "index_columns": ["s"]}""", false)]
    [InlineData("""{"columns": [{"name": "s", "field_name": "s", "pandas_type": "object", "numpy_type": "str"}], "index_columns": []}""", false)]
    [InlineData("""{"columns": [{"name": "s", "pandas_type": "unicode", "numpy_type": "object"}], "index_columns": []}""", false)]
    public async Task Another_pandas_entry_is_in_form_only_with_all_that_Python_needs(string pandas, bool isInForm)
    {
        var schema = new Schema([new("s", ColumnType.String)]);
        Assert.Equal(isInForm, SchemaFile.IsInForm(await Footer(SchemaFileWriter.Write(schema, [KeyValuePair.Create("pandas", pandas)])), schema));
    }

    [Fact]
    public async Task An_Arrow_schema_or_no_pandas_entry_is_not_in_form()
    {
        var schema = new Schema([new("s", ColumnType.String)]);
        var pandas = KeyValuePair.Create("pandas", PandasJson.Of(schema));
        Assert.True(SchemaFile.IsInForm(await Footer(SchemaFileWriter.Write(schema, [pandas])), schema));
        Assert.False(SchemaFile.IsInForm(await Footer(SchemaFileWriter.Write(schema, [pandas, KeyValuePair.Create("ARROW:schema", "x")])), schema));
        Assert.False(SchemaFile.IsInForm(await Footer(SchemaFileWriter.Write(schema, [])), schema));
    }

    private static ValueTask<ParquetFooter> Footer(byte[] bytes) => ParquetFooter.ReadAsync(new MemoryByteSource("u/table/_common_metadata", bytes));

    private static void AssertSorted(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            var names = element.EnumerateObject().Select(p => p.Name).ToList();
            Assert.Equal(names.Order(StringComparer.Ordinal), names);
        }
        foreach (var child in element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Select(p => p.Value),
            JsonValueKind.Array => element.EnumerateArray(),
            _ => [],
        })
        {
            AssertSorted(child);
        }
    }
}
