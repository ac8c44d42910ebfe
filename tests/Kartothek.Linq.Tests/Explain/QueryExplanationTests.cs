using System.Text.Json;
using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

public sealed class QueryExplanationTests
{
    [Fact]
    public async Task An_explanation_shows_what_each_layer_leaves()
    {
        var explanation = await ExplainAsync(
            q => q.Where(f => f.Month <= 3 && f.Destination == "ANC" && f.DepartureDelay > 60 && f.Route != "x").OrderBy(f => f.FlightId).Take(3).Select(f => f.Carrier));
        Assert.Equal(
            """
            Project f => f.Carrier
              Slice first 3
                Sort FlightId
                  in tasks    the first 3 rows of each
                  Filter f => f.Route != "x"
                    residual    'Route' is not mapped to a column
                    Scan flights
                      columns     destination, flight_date, carrier, flight_id, departure_delay (5 of 13)
                      predicate   month <= 3 and destination = 'ANC' and departure_delay > 60
                      partitions  3 of 12   month <= 3            partition key
                                  0 of 3    destination = 'ANC'   secondary index
                      requests    2 metadata, 1 index, 0 files
            """,
            explanation.ToString(),
            ignoreLineEndingDifferences: true);
        Assert.True(explanation.IsComplete);
        Assert.Equal("f => f.Route != \"x\": 'Route' is not mapped to a column", Assert.Single(explanation.Residual));
    }

    [Fact]
    public async Task Statistics_and_row_filters_are_shown_by_row_group()
    {
        var explanation = await ExplainAsync(q => q.Where(f => f.FlightDate >= new DateOnly(2013, 7, 30) && f.FlightDate < new DateOnly(2013, 8, 2)).Count());
        Assert.Equal(
            """
            Aggregate count()
              in tasks    partial results of each, merged in the order of the rows
              Scan flights
                columns     flight_date (1 of 13)
                predicate   flight_date >= 2013-07-30 and flight_date < 2013-08-02
                partitions  2 of 12   flight_date >= 2013-07-30 and flight_date < 2013-08-02   secondary index
                row groups  7 of 12   flight_date >= 2013-07-30                                statistics
                            2 of 7    flight_date < 2013-08-02                                 statistics
                row filter  flight_date >= 2013-07-30                                          on 1 row group
                            flight_date < 2013-08-02                                           on 1 row group
                when read   flight_date >= 2013-07-30                                          dictionary on 1 row group
                            flight_date < 2013-08-02                                           dictionary on 1 row group
                requests    2 metadata, 1 index, 2 files, 249 B of 1.1 MB
            """,
            explanation.ToString(),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Without_requests_layers_that_were_not_read_are_marked()
    {
        var explanation = await ExplainAsync(q => q.Where(f => f.Month <= 3 && f.Destination == "HNL"), withRequests: false);
        Assert.Equal(
            """
            Scan flights
              columns     destination, flight_date, carrier, flight_id, departure_delay (5 of 13)
              predicate   month <= 3 and destination = 'HNL'
              partitions  3 of 12    month <= 3             partition key
                          not read   index on destination   ExplainAsync reads it
              row groups  not read                          ExplainAsync reads the footers
              row filter  destination = 'HNL'               on 3 files
              requests    2 metadata, 1 index, 3 files
            """,
            explanation.ToString(),
            ignoreLineEndingDifferences: true);
        Assert.False(explanation.IsComplete);
        Assert.Null(explanation.BytesToRead);
        Assert.Null(explanation.RowGroupsToRead);
        Assert.Equal(3, explanation.FilesToRead);
    }

    [Fact]
    public async Task Json_says_the_same()
    {
        var explanation = await ExplainAsync(q => q.Where(f => f.Month == 2 && f.Route != "x").Count());
        using var json = JsonDocument.Parse(explanation.ToJson());
        var filter = json.RootElement.GetProperty("input");
        var scan = filter.GetProperty("input");
        Assert.Equal("Count", json.RootElement.GetProperty("line").GetString());
        Assert.Equal("'Route' is not mapped to a column", filter.GetProperty("residual").GetString());
        Assert.Equal("month = 2", scan.GetProperty("predicate")[0].GetString());
        Assert.Equal(12, scan.GetProperty("partitions").GetProperty("all").GetInt32());
        Assert.Equal(1, scan.GetProperty("partitions").GetProperty("kept").GetInt32());
        Assert.Equal("partition key", scan.GetProperty("partitions").GetProperty("steps")[0].GetProperty("layer").GetString());
        Assert.Equal(explanation.RowGroupsToRead, scan.GetProperty("rowGroups").GetProperty("kept").GetInt32());
        Assert.Equal(explanation.BytesToRead, scan.GetProperty("requests").GetProperty("bytes").GetInt64());
        Assert.Equal(0, scan.GetProperty("notRead").GetArrayLength());
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 KB")]
    [InlineData(84_249_999, "84.2 MB")]
    [InlineData(999_960, "1.0 MB")]
    [InlineData(long.MaxValue, "9.2 EB")]
    public void Bytes_are_printed_in_thousands(long bytes, string expected) => Assert.Equal(expected, ByteText.Print(bytes));

    private static async Task<QueryExplanation> ExplainAsync(Func<IQueryable<Flight>, object?> query, bool withRequests = true)
    {
        var store = ObjectStore.Open(new Uri(Path.Combine(RepositoryFolder.Path, "examples", "Flights", "data", "store")).AbsoluteUri);
        var dataset = await Dataset.OpenAsync(store, "flights");
        var plan = RuleList.Apply(QueryTranslator.Translate(new UnreadQuery<Flight>("flights", RecordMap.For(typeof(Flight), dataset.Schema, "dataset 'flights'")).ExpressionOf(query)));
        var explanation = withRequests ? await QueryExplainer.ExplainAsync(plan, RequestOf) : QueryExplainer.Explain(plan, RequestOf);
        return explanation;

        ScanRequest RequestOf(DatasetScan scan)
        {
            var columns = scan.Columns ?? [.. scan.Source.Map.Members.Select(m => m.Column.Name)];
            return new(dataset, new(columns.Select(c => dataset.Schema[c])), scan.Conjuncts.IsEmpty ? null : Scalar.And(scan.Conjuncts));
        }
    }
}
