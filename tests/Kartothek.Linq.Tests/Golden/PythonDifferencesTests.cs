using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

[Trait("Category", "Golden")]
public sealed class PythonDifferencesTests
{
    public static TheoryData<GoldenSubject> Queried => GoldenCases.Queried();

    [Theory]
    [MemberData(nameof(Queried))]
    public void Every_difference_from_python_is_of_a_named_kind(GoldenSubject subject) =>
        Assert.Empty(
            from query in subject.Dataset.Queries
            where PythonDifferences.Classify(subject.Case, subject.Dataset, query) is null
            select $"{query}: {query.Error ?? RowIdRanges.Format(query.Rows!.Value)}, expected {RowIdRanges.Format(new GoldenOracle(subject.Dataset).Rows(query))}");

    [Fact]
    public void Every_named_kind_of_difference_occurs()
    {
        var kinds =
            from golden in GoldenCases.Cases
            from dataset in golden.Datasets
            from query in dataset.Queries
            let kind = PythonDifferences.Classify(golden, dataset, query)
            where kind is not null
            group query by kind.Value into g
            orderby g.Key
            select $"{g.Key} {g.Count()}";
        Assert.Fail(string.Join("; ", kinds));
    }
}
