using System.Buffers;
using System.Text;
using Kartothek.Columns;
using MessagePack;
using ZstdSharp;

namespace Kartothek.Core.Tests;

public sealed class DatasetHeaderTests
{
    private const string Plain =
        """
        {"dataset_metadata_version": 4, "dataset_uuid": "u", "metadata": {"creation_time": "2000-01-01T01:01:01.000001"},
         "partitions": {"a=1/p0": {"files": {"core": "u/core/a=1/p0.parquet", "helper": "u/helper/a=1/p0.parquet"}},
                        "a=2/p0": {"files": {"core": "u/core/a=2/p0.parquet"}, "metadata": {"old": 1}}},
         "indices": {"c": "u/indices/c/2000.by-dataset-index.parquet", "b/c": "u/indices/b/c/2000.by-dataset-index.parquet"},
         "partition_keys": ["a"], "unknown": [1]}
        """;

    [Fact]
    public async Task A_json_header_is_read_in_its_order_with_one_request()
    {
        await using var store = new CountingStore(new MemoryStore());
        var token = await Put(store, "u", Plain);
        var before = store.Counts;

        var header = await DatasetHeader.ReadAsync(store, "u");

        Assert.Equal(1, (store.Counts - before).Requests);
        Assert.Equal("u", header.Uuid);
        Assert.Equal("u.by-dataset-metadata.json", header.Key);
        Assert.Equal(HeaderFormat.Json, header.Format);
        Assert.Equal(token, header.Token);
        Assert.True(header.IsExplicit);
        Assert.Equal(["a=1/p0", "a=2/p0"], header.Partitions.Select(p => p.Label));
        Assert.Equal("u/helper/a=1/p0.parquet", header.Partitions[0].FileOf("helper"));
        Assert.Null(header.Partitions[1].FileOf("helper"));
        Assert.Equal<string>(["a"], header.PartitionKeys);
        Assert.Equal<string>(["core", "helper"], header.Tables);
        Assert.Equal(["c", "b/c"], header.Indices.Select(i => i.Column));
        Assert.Equal("u/indices/c/2000.by-dataset-index.parquet", header.Indices[0].Key);
        Assert.Equal("2000-01-01T01:01:01.000001", header.Metadata.GetProperty("creation_time").GetString());
        Assert.Equal(1, header.IndexOf("a=2/p0"));
        Assert.Equal(-1, header.IndexOf("a=3/p0"));
    }

    [Fact]
    public async Task A_packed_header_says_the_same_and_json_wins_where_both_exist()
    {
        await using var store = new CountingStore(new MemoryStore());
        await store.PutAsync("u.by-dataset-metadata.msgpack.zstd", Pack(Plain));
        var before = store.Counts;

        var packed = await DatasetHeader.ReadAsync(store, "u");

        Assert.Equal(2, (store.Counts - before).Requests);
        Assert.Equal(HeaderFormat.MessagePack, packed.Format);
        Assert.Equal(["a=1/p0", "a=2/p0"], packed.Partitions.Select(p => p.Label));
        Assert.Equal("2000-01-01T01:01:01.000001", packed.Metadata.GetProperty("creation_time").GetString());

        await Put(store, "u", Plain.Replace("p0\"", "p1\"", StringComparison.Ordinal));
        var json = await DatasetHeader.ReadAsync(store, "u");
        Assert.Equal(["a=1/p1", "a=2/p1"], json.Partitions.Select(p => p.Label));
    }

    [Fact]
    public async Task A_missing_dataset_is_not_found_and_the_error_names_both_keys()
    {
        await using var store = new MemoryStore();

        var e = await Assert.ThrowsAsync<KartothekException>(async () => await DatasetHeader.ReadAsync(store, "u"));

        Assert.Equal(ErrorKind.NotFound, e.Kind);
        Assert.Contains("'u.by-dataset-metadata.json'", e.Message);
        Assert.Contains("'u.by-dataset-metadata.msgpack.zstd'", e.Message);
    }

    [Theory]
    [InlineData("uuid.")]
    [InlineData("mañana")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("")]
    [InlineData("abc\n")]
    public async Task A_name_that_no_dataset_can_have_is_invalid(string uuid)
    {
        await using var store = new MemoryStore();

        Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(async () => await DatasetHeader.ReadAsync(store, uuid))).Kind);
        Assert.True(DatasetKeys.IsUuid("uuid+namespace-attribute12_underscored"));
    }

    [Theory]
    [InlineData(3, "the oldest that is supported is 4")]
    [InlineData(5, "newer than 4")]
    public async Task Another_version_is_not_supported(int version, string message)
    {
        await using var store = new MemoryStore();
        await Put(store, "u", Plain.Replace("_version\": 4", $"_version\": {version}", StringComparison.Ordinal));

        var e = await Assert.ThrowsAsync<KartothekException>(async () => await DatasetHeader.ReadAsync(store, "u"));

        Assert.Equal(ErrorKind.NotSupported, e.Kind);
        Assert.Contains(message, e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"dataset_uuid": "u"}""")]
    [InlineData("""{"dataset_metadata_version": "4", "dataset_uuid": "u"}""")]
    [InlineData("""{"dataset_metadata_version": 4}""")]
    [InlineData("""{"dataset_metadata_version": 4, "dataset_uuid": "u", "partitions": []}""")]
    [InlineData("""{"dataset_metadata_version": 4, "dataset_uuid": "u", "partitions": {"p": "old multi-file form"}}""")]
    [InlineData("""{"dataset_metadata_version": 4, "dataset_uuid": "u", "partitions": {"p": {"files": {"table": null}}}}""")]
    [InlineData("""{"dataset_metadata_version": 4, "dataset_uuid": "u", "partitions": {"p": {"files": {"table": "\ud800"}}}}""")]
    [InlineData("""{"dataset_metadata_version": 4, "dataset_uuid": "u", "partition_keys": [1]}""")]
    [InlineData("""{"dataset_metadata_version": 4, "dataset_uuid": "u", "indices": {"c": 5}}""")]
    public async Task What_is_no_header_is_corrupt(string json)
    {
        await using var store = new MemoryStore();
        await Put(store, "u", json);

        var e = await Assert.ThrowsAsync<KartothekException>(async () => await DatasetHeader.ReadAsync(store, "u", new HastyClock()));

        Assert.Equal(ErrorKind.Corrupt, e.Kind);
        Assert.Contains("'u.by-dataset-metadata.json'", e.Message);
    }

    [Fact]
    public async Task A_header_that_is_being_written_is_read_again_until_it_is_whole()
    {
        await using var inner = new MemoryStore();
        await using var store = new CountingStore(inner);
        await Put(store, "u", Plain[..100]);
        var clock = new HastyClock();
        clock.BeforePause = async pauses =>
        {
            if (pauses == 3)
            {
                await Put(inner, "u", Plain);
            }
        };

        var header = await DatasetHeader.ReadAsync(store, "u", clock);

        Assert.Equal(2, header.Partitions.Length);
        Assert.Equal(4, store.Counts.Tails);
    }

    [Fact]
    public async Task A_header_that_stays_broken_is_read_again_for_a_second()
    {
        await using var store = new MemoryStore();
        await Put(store, "u", "{");
        var clock = new HastyClock();

        await Assert.ThrowsAsync<KartothekException>(async () => await DatasetHeader.ReadAsync(store, "u", clock));

        Assert.InRange(clock.Now, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public async Task Numbers_that_json_lacks_are_read_in_user_metadata_as_text()
    {
        await using var store = new MemoryStore();
        await Put(store, "u", """{"dataset_metadata_version": 4, "dataset_uuid": "u", "metadata": {"a": NaN, "b\\": [-Infinity, "NaN \" Infinity", Infinity]}, "partitions": {}}""");

        var header = await DatasetHeader.ReadAsync(store, "u");

        Assert.Equal("""{"a": "NaN", "b\\": ["-Infinity", "NaN \" Infinity", "Infinity"]}""", header.Metadata.GetRawText());
    }

    [Fact]
    public async Task Without_metadata_indices_and_partition_keys_a_header_has_none_and_keys_are_inferred()
    {
        await using var store = new MemoryStore();
        await Put(store, "u", """{"dataset_metadata_version": 4, "dataset_uuid": "u", "partitions": {"p": {"files": {"table": "u/table/x=1/y=%C3%96/p.parquet"}}}}""");
        await Put(store, "v", """{"dataset_metadata_version": 4, "dataset_uuid": "v", "partitions": {}, "partition_keys": null, "indices": null}""");

        var header = await DatasetHeader.ReadAsync(store, "u");
        var empty = await DatasetHeader.ReadAsync(store, "v");

        Assert.Equal("{}", header.Metadata.GetRawText());
        Assert.Empty(header.Indices);
        Assert.Equal<string>(["x", "y"], header.PartitionKeys);
        Assert.Empty(empty.PartitionKeys);
        Assert.Empty(empty.Partitions);
        Assert.Empty(empty.Tables);
        Assert.True(empty.IsExplicit);
    }

    [Fact]
    public async Task Embedded_indices_are_read_and_those_of_partition_columns_left_out()
    {
        await using var store = new MemoryStore();
        await Put(store, "u",
            """
            {"dataset_metadata_version": 4, "dataset_uuid": "u", "partitions": {}, "partition_keys": ["k"],
             "indices": {"p_id": {"1": ["part_1", "part_2"]}, "k": {"1": ["part_1"]}, "unloaded": {}, "old": "u.old.by-dataset-index.parquet"}}
            """);

        var header = await DatasetHeader.ReadAsync(store, "u");

        Assert.Equal(["p_id", "old"], header.Indices.Select(i => i.Column));
        Assert.Null(header.Indices[0].Key);
        Assert.Equal("1", Assert.Single(header.Indices[0].Entries).Value);
        Assert.Equal<string>(["part_1", "part_2"], header.Indices[0].Entries[0].Labels);
        Assert.Equal("u.old.by-dataset-index.parquet", header.Indices[1].Key);
    }

    [Fact]
    public async Task A_packed_embedded_index_may_have_numbers_as_keys()
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteHeaderWithIntegerKeys(buffer);
        await using var store = new MemoryStore();
        using var compressor = new Compressor();
        await store.PutAsync("u.by-dataset-metadata.msgpack.zstd", compressor.Wrap(buffer.WrittenSpan).ToArray());

        var header = await DatasetHeader.ReadAsync(store, "u");

        Assert.Equal(["-7"], header.Indices[0].Entries.Select(e => e.Value));
    }

    [Fact]
    public async Task Truncated_and_flipped_packed_headers_are_corrupt_or_read()
    {
        var whole = Pack(Plain);
        await using var store = new MemoryStore();
        var random = new Random(5);
        for (var i = 0; i < 400; i++)
        {
            var damaged = i < whole.Length ? whole[..i] : (byte[])whole.Clone();
            if (i >= whole.Length)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }
            await store.PutAsync("u.by-dataset-metadata.msgpack.zstd", damaged);
            try
            {
                await DatasetHeader.ReadAsync(store, "u", new HastyClock());
            }
            catch (KartothekException e)
            {
                Assert.True(e.Kind is ErrorKind.Corrupt or ErrorKind.NotSupported, e.Message);
            }
        }
    }

    [Theory]
    [InlineData(200 << 20, 0)]
    [InlineData(60 << 20, 0xC0)] // nil, which is five times as long in JSON
    public async Task A_packed_bomb_is_corrupt(int length, byte content)
    {
        using var compressor = new Compressor();
        var unpacked = new byte[length];
        unpacked.AsSpan().Fill(content);
        var bomb = compressor.Wrap(unpacked).ToArray();
        await using var store = new MemoryStore();
        await store.PutAsync("u.by-dataset-metadata.msgpack.zstd", bomb);

        var e = await Assert.ThrowsAsync<KartothekException>(async () => await DatasetHeader.ReadAsync(store, "u", new HastyClock(TimeSpan.FromSeconds(2))));

        Assert.Equal(ErrorKind.Corrupt, e.Kind);
        Assert.Contains("unpacks to more", e.Message, StringComparison.Ordinal);
    }

    private static async Task<VersionToken> Put(IObjectStore store, string uuid, string json) =>
        await store.PutAsync($"{uuid}.by-dataset-metadata.json", Encoding.UTF8.GetBytes(json));

    private static byte[] Pack(string json)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(MessagePackSerializer.ConvertFromJson(json)).ToArray();
    }

    private static void WriteHeaderWithIntegerKeys(ArrayBufferWriter<byte> buffer)
    {
        var writer = new MessagePackWriter(buffer);
        writer.WriteMapHeader(4);
        writer.Write("dataset_metadata_version");
        writer.Write(4);
        writer.Write("dataset_uuid");
        writer.Write("u");
        writer.Write("partitions");
        writer.WriteMapHeader(0);
        writer.Write("indices");
        writer.WriteMapHeader(1);
        writer.Write("c");
        writer.WriteMapHeader(1);
        writer.Write(-7);
        writer.WriteArrayHeader(1);
        writer.Write("p0");
        writer.Flush();
    }
}
