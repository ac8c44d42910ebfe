using System.Text.Json;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>What is asked when row groups are read: plans name it, and runs count what it skips.</summary>
public sealed class ExplainedRunTests
{
    private sealed record Row(long Id, long Even, string Name, double Ratio);

    // Even numbers, and names of which every second exists: bounds rule nothing out.
    private static Row[] Rows(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Row(i, (i * 7919L % 100_003) * 2, $"name {i * 48_271L % 60_013 % 60 * 2:D3} of all names", i * 31 % 1009 / 7.0))];

    private static async Task<IQueryable<Row>> CreateAsync(params string[] filters)
    {
        var store = new MemoryStore();
        await Dataset.CreateAsync(store, "rows", Rows(8000), o => o.Files(_ => new FileLayout { RowGroupRows = 2000, BloomFilters = [.. filters] }));
        return (await Dataset.OpenAsync(store, "rows")).AsQueryable<Row>().WithParallelism(1);
    }

    [Fact]
    public async Task Plans_name_what_is_asked_when_row_groups_are_read()
    {
        var rows = await CreateAsync("Even");
        var explanation = await rows.ExplainAsync(q => q.Where(r => r.Even == 100_001 && r.Name == "name 001 of all names" && r.Id >= 100 && r.Ratio >= 0.5).Count());
        Assert.Equal(
            $"""
            Aggregate count()
              in tasks    partial results of each, merged in the order of the rows
              Scan rows
                columns     Even, Name, Id, Ratio (4 of 4)
                predicate   Even = 100001 and Name = 'name 001 of all names' and Id >= 100 and Ratio >= 0.5
                partitions  1 of 1
                row groups  4 of 4
                row filter  Even = 100001                             on 4 row groups
                            Name = 'name 001 of all names'            on 4 row groups
                            Id >= 100                                 on 1 row group
                            Ratio >= 0.5                              on 4 row groups
                when read   Even = 100001                             bloom filter on 4 row groups
                            Name = 'name 001 of all names'            dictionary on 4 row groups
                requests    {Requests(explanation)}
            """,
            explanation.ToString(),
            ignoreLineEndingDifferences: true);
        using var json = JsonDocument.Parse(explanation.ToJson());
        var asked = json.RootElement.GetProperty("input").GetProperty("whenRead")[1];
        Assert.Equal(("dictionary", "Name = 'name 001 of all names'", 4), (asked.GetProperty("evidence").GetString(), asked.GetProperty("condition").GetString(), asked.GetProperty("rowGroups").GetInt32()));
        Assert.False(json.RootElement.TryGetProperty("ran", out _));

        // Nothing is known of files that weren't opened, and what isn't asked isn't named.
        Assert.DoesNotContain("when read", rows.Where(r => r.Even == 100_001).With(o => o with { Layers = PruningLayers.None }).Explain().ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("bloom", (await rows.With(o => o with { Layers = PruningLayers.All & ~PruningLayers.BloomFilters }).Where(r => r.Even == 100_001).ExplainAsync()).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("when read", (await rows.Where(r => r.Ratio + r.Id > 7).ExplainAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_indexes_are_named_where_files_have_them()
    {
        var dataset = await new TestDataset<Row>("rows").RowGroups(2000).Pages(100, hasDictionaries: false).File(Rows(6000)).OpenAsync();
        var explained = await dataset.AsQueryable<Row>().WithParallelism(1).Where(r => r.Id == 4100 && r.Ratio + r.Id > 0).ExplainAnalyzeAsync();
        Assert.Contains("when read   id = 4100                         page index on 1 row group\n", explained.ToString(), StringComparison.Ordinal);
        Assert.Equal((1, 100), (explained.Figures!.RowGroups, explained.Figures.RowsScanned));
    }

    [Fact]
    public async Task A_run_counts_what_bloom_filters_and_dictionaries_skip()
    {
        var rows = await CreateAsync("Even");
        var byFilter = await rows.Where(r => r.Even == 100_001).ExplainAnalyzeAsync();
        Assert.Contains("skipped     4 row groups by bloom filter\n", byFilter.ToString(), StringComparison.Ordinal);
        Assert.Equal((4, 0, 0L), (byFilter.Figures!.Skipped.BloomFilters, byFilter.Figures.RowGroups, byFilter.Figures.RowsScanned));

        var byDictionary = await rows.ExplainAnalyzeAsync(q => q.LongCount(r => r.Name == "name 001 of all names"));
        Assert.Contains("skipped     4 row groups by dictionary\n", byDictionary.ToString(), StringComparison.Ordinal);
        Assert.Equal((4, 0, 1), (byDictionary.Figures!.Skipped.Dictionaries, byDictionary.Figures.RowGroups, byDictionary.Figures.Rows));

        var none = await rows.Where(r => r.Name == "name 002 of all names").ExplainAnalyzeAsync();
        Assert.DoesNotContain("skipped", none.ToString(), StringComparison.Ordinal);
        Assert.Equal((4, default(ReadSkips), 131), (none.Figures!.RowGroups, none.Figures.Skipped, none.Figures.Rows));
        Assert.Contains("131 of 8000 rows kept in 4 row groups of 1 file\n", none.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_counts_what_the_first_rows_skip()
    {
        var rows = await CreateAsync();
        var first = await rows.OrderBy(r => r.Id).Take(3).Select(r => r.Name).ExplainAnalyzeAsync();
        Assert.StartsWith(
            """
            Project r => r.Name
              Slice first 3
                Sort Id
                  in tasks    the first 3 rows of each; row groups that can hold none of them are skipped
                  Scan rows
            """.ReplaceLineEndings("\n"),
            first.ToString(),
            StringComparison.Ordinal);
        Assert.InRange(first.Figures!.Skipped.Bound, 2, 3);
        Assert.Contains($"skipped     {first.Figures.Skipped.Bound} row groups by rows found before\n", first.ToString(), StringComparison.Ordinal);
        Assert.Contains("gave        3 rows in ", first.ToString(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(first.ToJson());
        Assert.Equal(first.Figures.Skipped.Bound, json.RootElement.GetProperty("ran").GetProperty("skipped").GetProperty("rows found before").GetInt64());
    }

    [Theory]
    [InlineData("OrderBy Id, first", "the first row of each; row groups that can hold none of them are skipped")]
    [InlineData("OrderBy Id, at 4", "the first 5 rows of each; row groups that can hold none of them are skipped")]
    [InlineData("OrderBy Name by ordinals, last", "the last row of each")]
    [InlineData("OrderBy Id, then a filter in memory", null)]
    [InlineData("OrderBy all", null)]
    [InlineData("OrderBy expression", null)]
    [InlineData("Groups", "groups of each, merged in the order of their first rows")]
    public async Task Plans_say_what_tasks_do(string query, string? expected)
    {
        var rows = await CreateAsync();
        var explanation = query switch
        {
            "OrderBy Id, first" => rows.Explain(q => q.OrderBy(r => r.Id).Select(r => r.Name).First()),
            "OrderBy Id, at 4" => rows.Explain(q => q.OrderByDescending(r => r.Id).ElementAt(4)),
            "OrderBy Name by ordinals, last" => rows.Explain(q => q.OrderBy(r => r.Name, StringComparer.Ordinal).Last()),
            "OrderBy Id, then a filter in memory" => rows.Explain(q => q.OrderBy(r => r.Id).Where(r => r.Name.GetHashCode() != 0).First()),
            "OrderBy all" => rows.OrderBy(r => r.Id).Explain(),
            "OrderBy expression" => rows.OrderBy(r => r.Id % 7).Take(3).Explain(),
            _ => rows.GroupBy(r => r.Name).Select(g => g.Count()).OrderBy(c => c).Take(2).Explain(),
        };
        var line = explanation.ToString().Split('\n').SingleOrDefault(l => l.Contains("in tasks", StringComparison.Ordinal))?.Trim();
        Assert.Equal(expected is null ? null : $"in tasks    {expected}", line);
    }

    [Fact]
    public async Task A_terminal_may_be_asked_for_as_another_type()
    {
        var dataset = await new TestDataset<Number>().File(Enumerable.Range(0, 100).Select(i => new Number(i))).OpenAsync();
        var rows = dataset.AsQueryable<Number>();

        Assert.NotNull((await rows.ExplainAnalyzeAsync(q => (long)q.Count(r => r.Id > 7))).Figures);
        Assert.NotNull((await rows.ExplainAnalyzeAsync<Number, double>(q => q.Count())).Figures);
        Assert.NotNull((await rows.ExplainAnalyzeAsync<Number, object>(q => q.Count())).Figures);
    }

    private sealed record Number(int Id);

    [Fact]
    public async Task A_mocked_query_is_not_run()
    {
        var explanation = await Rows(3).AsQueryable().Where(r => 1 / (r.Id - 1) > 0).ExplainAnalyzeAsync();
        Assert.Null(explanation.Figures);
    }

    private static string Requests(QueryExplanation explanation) => $"{explanation.ToString().Split('\n')[^1].Split("requests    ")[1]}";
}
