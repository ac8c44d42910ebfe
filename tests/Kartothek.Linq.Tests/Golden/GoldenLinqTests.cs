using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Everything that Python wrote, through LINQ over a class made for each dataset.</summary>
[Trait("Category", "Golden")]
public sealed class GoldenLinqTests
{
    private static readonly MethodInfo ReadRecords = typeof(GoldenLinqTests).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo RunQueries = typeof(GoldenLinqTests).GetMethod(nameof(QueryAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static TheoryData<GoldenSubject> All => GoldenCases.All();

    public static TheoryData<GoldenSubject> Queried => GoldenCases.Queried();

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_dataset_reads_as_recorded(GoldenSubject subject)
    {
        var record = GoldenRecordType.For(subject.Dataset);
        await using var store = Open(subject);
        var dataset = await OpenAsync(store, subject);
        var records = await (Task<Array>)ReadRecords.MakeGenericMethod(record.Type).Invoke(null, [dataset])!;
        Assert.Equal(subject.Dataset.RowCount, records.Length);
        Assert.Empty(
            from column in record.Columns
            from row in Enumerable.Range(0, records.Length)
            let value = record.Value(records.GetValue(row)!, column)
            where !GoldenValues.Same(value, column.Values[row])
            select $"{column.Name}[{row}]: {GoldenValues.Text(value)}, recorded {GoldenValues.Text(column.Values[row])}");
    }

    [Theory]
    [MemberData(nameof(Queried))]
    public async Task Every_query_gives_the_rows_of_linq_to_objects(GoldenSubject subject)
    {
        var record = GoldenRecordType.For(subject.Dataset);
        await using var store = Open(subject);
        var dataset = await OpenAsync(store, subject);
        Assert.Empty(await (Task<ImmutableArray<string>>)RunQueries.MakeGenericMethod(record.Type).Invoke(null, [dataset, subject.Dataset, record])!);
    }

    private static IObjectStore Open(GoldenSubject subject) => ObjectStore.Open(new Uri(subject.Store).AbsoluteUri);

    private static async Task<Dataset> OpenAsync(IObjectStore store, GoldenSubject subject) =>
        await Dataset.OpenAsync(store, subject.Dataset.Uuid, new DatasetOptions { Table = subject.Dataset.Table, MaxParallelism = 1 });

    private static async Task<Array> ReadAsync<T>(Dataset dataset) => await dataset.AsQueryable<T>().ToArrayAsync();

    /// <summary>The queries whose rows differ from the oracle's.</summary>
    private static async Task<ImmutableArray<string>> QueryAsync<T>(Dataset dataset, GoldenDataset golden, GoldenRecordType record)
    {
        var oracle = new GoldenOracle(golden);
        var ids = golden[golden.RowId!].Values;
        var row = Expression.Parameter(typeof(T), "row");
        var rowId = Expression.Lambda<Func<T, long?>>(Expression.Property(row, record.Member(golden.RowId!)!), row);
        var styles = Enum.GetValues<ListStyle>();
        var differences = ImmutableArray.CreateBuilder<string>();
        foreach (var (index, query) in golden.Queries.Index())
        {
            var lambdas = new GoldenLambdas(record, styles[index % styles.Length], captured: index % 3 == 0);
            if (lambdas.Predicate(golden, query) is not Expression<Func<T, bool>> predicate)
                continue;

            var expected = oracle.Positions(query).Select(position => ids[position]).Cast<long?>().ToArray();
            foreach (var (name, source) in Variants(dataset.AsQueryable<T>(), index))
            {
                var found = await source.Where(predicate).Select(rowId).ToListAsync();
                if (!found.SequenceEqual(expected))
                    differences.Add($"{name}: {query}: found {string.Join(',', found)}, expected {string.Join(',', expected)}");
            }
        }

        return differences.ToImmutable();
    }

    /// <summary>Ways to run a query that change what is read, and nothing else; one rule in turn is switched off alone.</summary>
    private static IEnumerable<(string Name, IQueryable<T> Source)> Variants<T>(IQueryable<T> source, int index)
    {
        var rule = RuleList.All[index % RuleList.All.Length].Name;
        yield return ("as it is", source);
        yield return ("statistics ignored", source.With(options => options with { Layers = PruningLayers.All & ~PruningLayers.Statistics }));
        yield return ("nothing skipped", source.With(options => options with { Layers = PruningLayers.None }));
        yield return ("rules off", source.With(options => options with { RulesOff = [.. RuleList.All.Select(each => each.Name)] }));
        yield return ($"without {rule}", source.With(options => options with { RulesOff = [rule] }));
    }
}
