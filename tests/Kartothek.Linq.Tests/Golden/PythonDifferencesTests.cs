using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Shows what <c>docs/differences.md</c> says of the answers of queries.</summary>
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
        // Another folder needn't hold them all.
        if (!GoldenFolder.IsOwnCopy)
            return;

        Assert.Equal(Enum.GetValues<PythonDifference>(), Kinds().Distinct().Order());
    }

    [Fact]
    public void Python_answers_most_queries_as_csharp_does() =>
        Assert.InRange(Kinds().Count(kind => kind == PythonDifference.None) / (double)Kinds().Count(), 0.8, 1);

    private static IEnumerable<PythonDifference> Kinds() =>
        from golden in GoldenCases.Cases
        from dataset in golden.Datasets
        from query in dataset.Queries
        let kind = PythonDifferences.Classify(golden, dataset, query)
        where kind is not null
        select kind.Value;
}
