using System.Text;
using System.Text.Json.Nodes;
using Kartothek.Columns;
using Kartothek.Parquet;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>Every kind of damage is made, and must be found; what a repair can mend it mends, and then nothing is wrong and every row is there.</summary>
public sealed class DamageTests
{
    private const string Header = "u.by-dataset-metadata.json";
    private const string Schema = "u/table/_common_metadata";
    private const string Index = "u/indices/v/2026-01-01T00%3A00%3A00.by-dataset-index.parquet";
    private const string Second = "u/table/p=2/00000000000000000000000000000001.parquet";

    private static readonly VerifyOptions Deepest = new() { Depth = VerifyDepth.Statistics, TimeProvider = new HastyClock(TimeSpan.FromSeconds(2)) };

    private sealed record Row(long P, long V, string? T);

    private static TestDataset<Row> Rows() => new TestDataset<Row>("u").PartitionOn("p").IndexOn("v")
        .File(new Row(1, 10, "a"), new Row(1, 11, "b")).File(new Row(2, 20, "a")).File(new Row(1, 30, null)).File(new Row(3, 10, "c"));

    [Fact]
    public async Task A_whole_dataset_is_clean_at_every_depth()
    {
        await using var store = await Rows().StoreAsync();
        foreach (var depth in Enum.GetValues<VerifyDepth>())
        {
            var report = await Doctor.VerifyAsync(store, "u", Deepest with { Depth = depth });

            Assert.True(report.Findings.IsEmpty, report.ToString());
            Assert.Equal(4, report.Files);
            Assert.Equal(depth == VerifyDepth.Keys ? 0 : 5, report.Rows);
        }
    }

    [Fact]
    public async Task A_verification_without_repair_changes_nothing()
    {
        await using var store = await Rows().StoreAsync();
        await store.DeleteAsync(Index);
        await store.DeleteAsync(Schema);
        var before = await store.ObjectsAsync();

        await Doctor.VerifyAsync(store, "u", Deepest);

        Assert.Equal(before, await store.ObjectsAsync());
    }

    [Fact]
    public async Task A_missing_file_is_found_and_not_given_up()
    {
        await using var store = await Rows().StoreAsync();
        await store.DeleteAsync(Second);
        var before = await store.ObjectsAsync();

        foreach (var depth in Enum.GetValues<VerifyDepth>())
        {
            var report = await Doctor.VerifyAsync(store, "u", Deepest with { Depth = depth, Repair = true });

            var finding = Assert.Single(report.Findings);
            Assert.Equal((FindingKind.FileMissing, Second, false), (finding.Kind, finding.Key, finding.IsRepairable));
            Assert.False(report.IsClean);
        }
        Assert.Equal(before, await store.ObjectsAsync());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_found()
    {
        await using var store = await Rows().StoreAsync();
        var whole = (await store.ReadAllAsync(Second)).Bytes.ToArray();
        await store.PutAsync(Second, whole.AsMemory(0, whole.Length - 9));
        Assert.Equal([FindingKind.FileUnreadable], await KindsAsync(store, VerifyDepth.Schemas));

        // A page that doesn't parse shows only when rows are read.
        var damaged = whole.ToArray();
        damaged.AsSpan(4, 40).Fill(0xEE);
        await store.PutAsync(Second, damaged);
        Assert.Equal([], await KindsAsync(store, VerifyDepth.Schemas));
        Assert.Equal([FindingKind.FileUnreadable], await KindsAsync(store, VerifyDepth.Statistics));
    }

    [Fact]
    public async Task A_file_with_other_columns_than_the_schema_is_found()
    {
        await using var store = await Rows().StoreAsync();
        var other = new TestDataset<OtherRow>("u").PartitionOn("p").File(new OtherRow(2, "twenty", "a", 1.5)).Objects();
        await store.PutAsync(Second, other["u/table/p=2/00000000000000000000000000000000.parquet"]);

        var report = await Doctor.VerifyAsync(store, "u", Deepest with { Depth = VerifyDepth.Schemas });

        Assert.Equal([(FindingKind.SchemaDiffers, "v"), (FindingKind.SchemaDiffers, "more")], report.Findings.Select(f => (f.Kind, f.Column!)).OrderByDescending(f => f.Item2));
        Assert.All(report.Findings, f => Assert.Equal(Second, f.Key));
    }

    private sealed record OtherRow(long P, string V, string T, double More);

    [Theory]
    [InlineData("u/table/p=2/", "u/table/p=two/")]
    [InlineData("u/table/p=2/", "u/table/q=2/")]
    [InlineData("u/table/p=2/", "u/table/")]
    [InlineData("u/table/p=2/", "u/table/p=5/")]
    [InlineData("u/table/p=2/", "u/table/p=2/q=3/")]
    public async Task Keys_that_contradict_the_header_are_found(string old, string key)
    {
        await using var store = await Rows().StoreAsync();
        var file = Second.Replace(old, key, StringComparison.Ordinal);
        await store.PutAsync(file, (await store.ReadAllAsync(Second)).Bytes);
        await EditAsync(store, h => h["partitions"]!["p=2/00000000000000000000000000000001"]!["files"]!["table"] = file);

        var report = await Doctor.VerifyAsync(store, "u", Deepest with { Depth = VerifyDepth.Keys });

        Assert.Equal([(FindingKind.PartitionKeys, file)], report.Findings.Select(f => (f.Kind, f.Key)));
    }

    [Fact]
    public async Task A_label_or_a_file_that_stands_twice_is_found()
    {
        await using var store = await Rows().StoreAsync();
        var text = await TextAsync(store);
        var label = "\"p=2/00000000000000000000000000000001\":{\"files\":{\"table\":\"" + Second + "\"}}";
        Assert.Contains(label, text, StringComparison.Ordinal);

        await PutTextAsync(store, text.Replace(label, label + "," + label, StringComparison.Ordinal));
        Assert.Equal([FindingKind.LabelTwice], await KindsAsync(store, VerifyDepth.Keys));

        await PutTextAsync(store, text.Replace(label, label + "," + label.Replace("p=2/0000", "p=2/0009", StringComparison.Ordinal).Replace("\"u/table/p=2/0009", "\"u/table/p=2/0000", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Equal([FindingKind.KeyTwice], await KindsAsync(store, VerifyDepth.Keys));
    }

    [Fact]
    public async Task A_header_of_the_other_form_is_removed_where_it_does_not_count()
    {
        await using var store = await Rows().StoreAsync();
        await using var folder = new LocalStore(GoldenCases.Cases.First(c => c.Name == "msgpack").Store);
        await store.PutAsync("u.by-dataset-metadata.msgpack.zstd", (await folder.ReadAllAsync("packed.by-dataset-metadata.msgpack.zstd")).Bytes);

        await MendsAsync(store, VerifyDepth.Keys, FindingKind.SecondHeader);

        Assert.False(await store.ExistsAsync("u.by-dataset-metadata.msgpack.zstd"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_schema_that_is_lost_is_put_together_from_the_files(bool isThere)
    {
        await using var store = await Rows().StoreAsync();
        var before = (await Dataset.OpenAsync(store, "u")).Schema;
        await (isThere ? store.PutAsync(Schema, "not Parquet"u8.ToArray()).AsTask() : store.DeleteAsync(Schema).AsTask());

        await MendsAsync(store, VerifyDepth.Statistics, isThere ? FindingKind.SchemaUnreadable : FindingKind.SchemaMissing);

        Assert.Equal<Field>(before.Fields, (await Dataset.OpenAsync(store, "u")).Schema.Fields);
    }

    [Fact]
    public async Task The_schema_that_Plateau_leaves_is_put_into_the_form_that_both_update()
    {
        await using var folder = new LocalStore(GoldenCases.Get("plateau-4.6-pyarrow-26", "types").Store);
        await using var store = await folder.InMemoryAsync();

        var report = await Doctor.VerifyAsync(store, "types", Deepest with { Depth = VerifyDepth.Schemas, Repair = true });

        Assert.True(report.IsClean, report.ToString());
        Assert.Contains(report.Findings, f => f.Kind == FindingKind.SchemaForm);
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource(Schema, (await store.ReadAllAsync("types/table/_common_metadata")).Bytes));
        Assert.True(SchemaFile.IsInForm(footer, footer.Schema));
    }

    [Fact]
    public async Task A_schema_that_a_dead_commit_left_is_put_back()
    {
        var clock = new SteadyClock();
        await using var store = new MemoryStore(clock: clock);
        var source = await Rows().OpenAsync();
        var dataset = await Dataset.CreateAsync(
            store, "u", BlockSource.FromBatches(ArrowTypes.ToArrow(source.Schema), source.ReadBatchesAsync()), new CreateOptions { PartitionOn = ["p"], SecondaryIndices = ["v"] });
        var before = (await store.ReadAllAsync(Schema)).Bytes.ToArray();
        await using var dying = new FaultStore(store) { At = 1, Kind = FaultKind.Crash, Counts = (verb, key) => verb == "put" && key == Header };
        await Assert.ThrowsAnyAsync<KartothekException>(async () => await (await Dataset.OpenAsync(dying, "u")).UpdateAsync(u => u.AddColumn(new Field("more", ColumnType.Int64))));
        Assert.NotEqual(before, (await store.ReadAllAsync(Schema)).Bytes.ToArray());

        // For all that anybody knows the commit is on its way.
        var options = Deepest with { TimeProvider = clock };
        Assert.True((await Doctor.VerifyAsync(store, "u", options)).IsClean);
        clock.Now += TimeSpan.FromHours(2);
        var report = await Doctor.VerifyAsync(store, "u", options with { Repair = true });

        Assert.Equal([(FindingKind.SchemaForm, true)], report.Findings.Select(f => (f.Kind, f.IsRepaired)));
        Assert.Equal(before, (await store.ReadAllAsync(Schema)).Bytes.ToArray());
    }

    [Fact]
    public async Task An_index_that_is_lost_is_built_anew()
    {
        await using var store = await Rows().StoreAsync();
        await store.DeleteAsync(Index);
        await MendsAsync(store, VerifyDepth.Keys, FindingKind.IndexMissing);

        await using var other = await Rows().StoreAsync();
        await other.PutAsync(Index, "not Parquet"u8.ToArray());
        await MendsAsync(other, VerifyDepth.Indices, FindingKind.IndexUnreadable);
    }

    [Fact]
    public async Task An_index_that_does_not_say_what_the_files_hold_is_built_anew()
    {
        // The index of other rows: it has 99 too much for the second file, and lacks 20 there.
        var wrong = new TestDataset<Row>("u").PartitionOn("p").IndexOn("v")
            .File(new Row(1, 10, "a"), new Row(1, 11, "b")).File(new Row(2, 99, "a")).File(new Row(1, 30, null)).File(new Row(3, 10, "c")).Objects()[Index];
        await using var store = await Rows().StoreAsync();
        await store.PutAsync(Index, wrong);

        await MendsAsync(store, VerifyDepth.Indices, FindingKind.IndexIncomplete, FindingKind.IndexExcess);

        // The index of fewer files, and of more.
        await using var fewer = await Rows().StoreAsync();
        await fewer.PutAsync(Index, new TestDataset<Row>("u").PartitionOn("p").IndexOn("v").File(new Row(1, 10, "a"), new Row(1, 11, "b")).Objects()[Index]);
        await MendsAsync(fewer, VerifyDepth.Indices, FindingKind.IndexIncomplete);
        await using var more = await Rows().StoreAsync();
        await more.PutAsync(Index, Rows().File(new Row(4, 10, "d")).Objects()[Index]);
        await MendsAsync(more, VerifyDepth.Indices, FindingKind.IndexLabels);
    }

    [Fact]
    public async Task An_index_in_the_header_is_put_into_a_file()
    {
        await using var store = await Rows().StoreAsync();
        await EditAsync(store, h => h["indices"]!["v"] = new JsonObject
        {
            ["10"] = new JsonArray("p=1/00000000000000000000000000000000", "p=3/00000000000000000000000000000003"),
            ["11"] = new JsonArray("p=1/00000000000000000000000000000000"),
            ["20"] = new JsonArray("p=2/00000000000000000000000000000001"),
            ["30"] = new JsonArray("p=1/00000000000000000000000000000002"),
        });

        await MendsAsync(store, VerifyDepth.Indices, FindingKind.IndexForm);
    }

    [Fact]
    public async Task An_index_on_text_is_converted_for_the_library_that_is_wanted()
    {
        await using var store = await new TestDataset<Row>("u").IndexOn("t", "v").File(new Row(1, 10, "a"), new Row(1, 11, "b")).File(new Row(2, 20, "a")).StoreAsync();
        foreach (var target in new[] { PythonTarget.Plateau, PythonTarget.Kartothek })
        {
            var options = Deepest with { Depth = VerifyDepth.Indices, Target = target, Repair = true };
            var report = await Doctor.VerifyAsync(store, "u", options);

            Assert.Equal([(FindingKind.IndexForm, "t", true)], report.Findings.Select(f => (f.Kind, f.Column!, f.IsRepaired)));
            Assert.Empty((await Doctor.VerifyAsync(store, "u", options with { Repair = false })).Findings);
            Assert.Empty((await Doctor.VerifyAsync(store, "u", Deepest)).Findings);
        }
    }

    [Fact]
    public async Task An_index_that_Python_wrote_wrongly_is_built_anew()
    {
        await using var folder = new LocalStore(GoldenCases.Get("kartothek-5.3-pyarrow-6.0", "indices").Store);
        await using var store = await folder.InMemoryAsync();

        var report = await Doctor.VerifyAsync(store, "indices", Deepest with { Repair = true });

        Assert.True(report.IsClean, report.ToString());
        Assert.Equal(["x", "x"], report.Findings.Select(f => f.Column!));
    }

    [Fact]
    public async Task A_commit_during_a_repair_is_kept()
    {
        await using var inner = await Rows().StoreAsync();
        await inner.DeleteAsync(Index);
        await using var store = new FaultStore(inner)
        {
            At = 1,
            Kind = FaultKind.Delay,
            Counts = (verb, key) => verb == "put" && key == Header,
            // As Python's metadata commits do: a blind put.
            Meanwhile = () => EditAsync(inner, h => h["metadata"]!["owner"] = "somebody"),
        };

        var report = await Doctor.VerifyAsync(store, "u", Deepest with { Repair = true });

        Assert.True(store.HasHappened);
        Assert.True(report.IsClean, report.ToString());
        Assert.Equal("somebody", (await Dataset.OpenAsync(inner, "u")).Metadata.GetProperty("owner").GetString());
    }

    [Theory]
    [InlineData(FaultKind.Fail)]
    [InlineData(FaultKind.LoseReply)]
    [InlineData(FaultKind.Crash)]
    [InlineData(FaultKind.CrashAfter)]
    public async Task However_a_repair_is_stopped_no_row_is_lost_and_a_second_one_ends_it(FaultKind kind)
    {
        for (var n = 1; ; n++)
        {
            await using var store = await Rows().StoreAsync();
            await store.DeleteAsync(Index);
            await store.PutAsync(Schema, "not Parquet"u8.ToArray());
            var faulty = new FaultStore(store) { At = n, Kind = kind };
            var error = await Record.ExceptionAsync(async () => await Doctor.VerifyAsync(faulty, "u", Deepest with { Repair = true, MaxParallelism = 1 }));
            Assert.True(error is null or KartothekException, error?.ToString());

            var report = await Doctor.VerifyAsync(store, "u", Deepest with { Repair = true });

            Assert.True(report.IsClean, report.ToString());
            Assert.Equal([10, 11, 20, 30, 10], await CopyTests.ValuesAsync(await Dataset.OpenAsync(store, "u")));
            await Garbage.CollectAsync(store, "u", new GarbageOptions { Retention = TimeSpan.Zero });
            Assert.True((await Doctor.VerifyAsync(store, "u", Deepest)).IsClean);
            if (!faulty.HasHappened)
            {
                Assert.Null(error);
                Assert.True(n > 20);
                return;
            }
        }
    }

    [Fact]
    public async Task What_we_write_is_clean_and_in_the_form_that_both_libraries_update()
    {
        await using var store = new MemoryStore();
        var source = await Rows().OpenAsync();
        await Dataset.CreateAsync(
            store, "u", BlockSource.FromBatches(ArrowTypes.ToArrow(source.Schema), source.ReadBatchesAsync()),
            new CreateOptions { PartitionOn = ["p"], SecondaryIndices = ["v", "t"] });
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource(Schema, (await store.ReadAllAsync(Schema)).Bytes));

        var report = await Doctor.VerifyAsync(store, "u", Deepest);

        Assert.True(report.Findings.IsEmpty, report.ToString());
        Assert.Equal(5, report.Rows);
        Assert.True(SchemaFile.IsInForm(footer, footer.Schema));
    }

    [Fact]
    public async Task A_header_that_hides_a_newer_one_of_the_other_form_is_replaced_by_it()
    {
        await using var store = new MemoryStore();
        var source = await Rows().OpenAsync();
        var dataset = await Dataset.CreateAsync(store, "u", BlockSource.FromBatches(ArrowTypes.ToArrow(source.Schema), source.ReadBatchesAsync()), new CreateOptions { PartitionOn = ["p"] });
        var old = (await store.ReadAllAsync(Header)).Bytes;
        await dataset.UpdateAsync(u => u.MergeMetadata(new JsonObject { ["owner"] = "somebody" }));
        var newer = (await store.ReadAllAsync(Header)).Bytes;
        await store.PutAsync("u.by-dataset-metadata.msgpack.zstd", PackedHeader.OfJson(newer.ToArray()));
        await store.PutAsync(Header, old);

        var report = await Doctor.VerifyAsync(store, "u", Deepest with { Depth = VerifyDepth.Keys, Repair = true });

        Assert.True(report.IsClean, report.ToString());
        Assert.Equal("somebody", (await Dataset.OpenAsync(store, "u")).Metadata.GetProperty("owner").GetString());
        Assert.False(await store.ExistsAsync("u.by-dataset-metadata.msgpack.zstd"));
    }

    [Fact]
    public async Task A_dataset_that_does_not_exist_is_an_error()
    {
        await using var store = new MemoryStore();

        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<KartothekException>(async () => await Doctor.VerifyAsync(store, "u"))).Kind);
    }

    /// <summary>Finds exactly these kinds, mends them, and leaves a clean dataset with the same rows.</summary>
    private static async Task MendsAsync(MemoryStore store, VerifyDepth depth, params FindingKind[] kinds)
    {
        Assert.Equal(kinds.Order(), await KindsAsync(store, depth));

        var report = await Doctor.VerifyAsync(store, "u", Deepest with { Depth = depth, Repair = true });

        Assert.True(report.IsClean, report.ToString());
        Assert.Equal(kinds.Order(), report.Findings.Select(f => f.Kind).Distinct().Order());
        Assert.All(report.Findings, f => Assert.True(f is { IsRepairable: true, IsRepaired: true }));
        var again = await Doctor.VerifyAsync(store, "u", Deepest);
        Assert.True(again.Findings.IsEmpty, again.ToString());
        var dataset = await Dataset.OpenAsync(store, "u");
        Assert.Equal([10, 11, 20, 30, 10], await CopyTests.ValuesAsync(dataset));
        Assert.Equal([10, 10], await CopyTests.ValuesAsync(dataset, CopyTests.Where("v", 10)));
        Assert.Equal([20], await CopyTests.ValuesAsync(dataset, CopyTests.Where("v", 20)));
    }

    private static async Task<IEnumerable<FindingKind>> KindsAsync(IObjectStore store, VerifyDepth depth) =>
        (await Doctor.VerifyAsync(store, "u", Deepest with { Depth = depth })).Findings.Select(f => f.Kind).Distinct().Order();

    private static async Task<string> TextAsync(IObjectStore store) => Encoding.UTF8.GetString((await store.ReadAllAsync(Header)).Bytes.Span);

    private static async Task PutTextAsync(IObjectStore store, string text) => await store.PutAsync(Header, Encoding.UTF8.GetBytes(text));

    private static async Task EditAsync(IObjectStore store, Action<JsonNode> edit)
    {
        var header = JsonNode.Parse(await TextAsync(store))!;
        edit(header);
        await PutTextAsync(store, header.ToJsonString());
    }
}
