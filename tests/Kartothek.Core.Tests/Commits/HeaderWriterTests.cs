using System.Text;
using System.Text.Json.Nodes;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class HeaderWriterTests
{
    public static IEnumerable<object[]> Headers =>
        from folder in Directory.EnumerateFiles(GoldenFolder.Path, "*" + DatasetKeys.JsonSuffix, SearchOption.AllDirectories)
        select new object[] { Path.GetRelativePath(GoldenFolder.Path, folder) };

    [Fact]
    public void A_header_is_written_byte_for_byte_as_Python_writes_it()
    {
        // format.md 2.1
        var metadata = new JsonObject { ["creation_time"] = "2000-01-01T01:01:01.000001" };
        Partition[] partitions = [new("a1494508399e4120be65765262e40cad", [new TableFile("table", "u/table/a1494508399e4120be65765262e40cad.parquet")])];
        Assert.Equal(
            """{"dataset_metadata_version": 4, "dataset_uuid": "u", "metadata": {"creation_time": "2000-01-01T01:01:01.000001"}, "partitions": {"a1494508399e4120be65765262e40cad": {"files": {"table": "u/table/a1494508399e4120be65765262e40cad.parquet"}}}, "partition_keys": []}""",
            Text(HeaderWriter.Write("u", (IndexReference[])[], metadata, partitions, [])));
    }

    [Fact]
    public void The_headers_of_the_test_vectors_have_their_keys_in_order()
    {
        // format.md 11.3, 39, 42, 44, 46
        var metadata = new JsonObject { ["creation_time"] = "2000-01-01T01:01:01.000001" };
        Assert.Equal(
            """{"dataset_metadata_version": 4, "dataset_uuid": "uuid", "indices": {"col1": "uuid.col1.by-dataset-index.parquet"}, "metadata": {"creation_time": "2000-01-01T01:01:01.000001"}, "partitions": {}, "partition_keys": ["L", "P"]}""",
            Text(HeaderWriter.Write("uuid", [IndexReference.InFile("col1", "uuid.col1.by-dataset-index.parquet")], metadata, [], ["L", "P"])));
        Assert.Equal(
            """{"dataset_metadata_version": 4, "dataset_uuid": "uuid", "indices": {"p_id": {"1": ["part_1"]}}, "metadata": {}, "partitions": {}, "partition_keys": []}""",
            Text(HeaderWriter.Write("uuid", [IndexReference.Embedded("p_id", [new EmbeddedEntry("1", ["part_1"])])], [], [], [])));
    }

    [Fact]
    public void Text_beyond_ASCII_and_control_characters_are_escaped_as_Python_does()
    {
        var metadata = JsonNode.Parse("""{"ä\"\\/": "\u00e4\n\r\t\b\f\u0001\u007f€😀<>&'+", "n": [1, 1.5, -0.0, 1e100, true, null, {}, []]}""")!.AsObject();
        Assert.Contains(
            """
            {"\u00e4\"\\/": "\u00e4\n\r\t\b\f\u0001\u007f\u20ac\ud83d\ude00<>&'+", "n": [1, 1.5, -0.0, 1e100, true, null, {}, []]}
            """.Trim(),
            Text(HeaderWriter.Write("u", (IndexReference[])[], metadata, [], [])),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Headers_that_Python_wrote_are_written_again_unchanged(string path)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(GoldenFolder.Path, path));
        var header = HeaderJson.Parse(bytes, path, HeaderFormat.Json, default);
        // Implicit headers are never written, and all that are have metadata.
        if (!header.IsExplicit || header.Metadata.GetPropertyCount() == 0)
        {
            return;
        }
        var written = HeaderWriter.Write(header.Uuid, header.Indices, JsonObject.Create(header.Metadata)!, header.Partitions, header.PartitionKeys);
        Assert.Equal(Text(bytes), Text(written));
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task A_packed_header_says_what_the_JSON_says(string path)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(GoldenFolder.Path, path));
        var packed = PackedHeader.OfJson(bytes);
        // The frame says its content's size, without which both libraries fail (format.md 2.7).
        Assert.True((packed[4] >> 6) != 0 || (packed[4] & 0x20) != 0);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(bytes), JsonNode.Parse(PackedHeader.ToJson(packed, path).Span)));
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
