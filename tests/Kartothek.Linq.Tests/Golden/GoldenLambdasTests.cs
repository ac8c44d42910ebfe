using System.Linq.Expressions;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>The lambdas that other golden tests run must mean what Python was asked.</summary>
[Trait("Category", "Golden")]
public sealed class GoldenLambdasTests
{
    public static TheoryData<GoldenSubject> Queried => GoldenCases.Queried();

    public static TheoryData<GoldenSubject> All => GoldenCases.All();

    [Theory]
    [MemberData(nameof(Queried))]
    public void A_lambda_over_records_selects_the_rows_of_the_oracle(GoldenSubject subject)
    {
        var record = GoldenRecordType.For(subject.Dataset);
        var records = record.Records(subject.Dataset);
        var oracle = new GoldenOracle(subject.Dataset);
        var styles = Enum.GetValues<ListStyle>();
        var differences = new List<string>();
        foreach (var (index, query) in subject.Dataset.Queries.Index())
        {
            if (new GoldenLambdas(record, styles[index % styles.Length], captured: index % 3 == 0).Predicate(subject.Dataset, query) is not { } lambda)
                continue;

            var test = lambda.Compile(preferInterpretation: false);
            var found = Enumerable.Range(0, records.Length).Where(row => (bool)test.DynamicInvoke(records.GetValue(row))!);
            if (!found.SequenceEqual(oracle.Positions(query)))
                differences.Add(lambda.ToString());
        }

        Assert.Empty(differences);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_record_holds_the_recorded_values(GoldenSubject subject)
    {
        var record = GoldenRecordType.For(subject.Dataset);
        var records = record.Records(subject.Dataset);
        Assert.Empty(
            from column in record.Columns
            from row in Enumerable.Range(0, records.Length)
            let value = record.Value(records.GetValue(row)!, column)
            where !GoldenValues.Same(value, column.Values[row])
            select $"{column.Name}[{row}]: {GoldenValues.Text(value)}");
    }

    [Fact]
    public void Most_queries_can_be_said_in_csharp()
    {
        var queries = (
            from golden in GoldenCases.Cases
            from dataset in golden.Datasets
            let record = GoldenRecordType.For(dataset)
            from query in dataset.Queries
            select new GoldenLambdas(record).Predicate(dataset, query)).ToList();
        Assert.InRange(queries.Count(lambda => lambda is LambdaExpression) / (double)Math.Max(1, queries.Count), 0.9, 1);
    }
}
