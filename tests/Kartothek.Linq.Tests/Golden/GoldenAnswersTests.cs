using System.Text.Json;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

[Trait("Category", "Golden")]
public sealed class GoldenAnswersTests
{
    public static TheoryData<GoldenSubject> All => GoldenCases.All();

    [Fact]
    public void Row_ids_are_read_and_written_as_python_does()
    {
        var recorded =
            from golden in GoldenCases.Cases
            from dataset in golden.Answers.GetProperty("datasets").EnumerateArray()
            where dataset.TryGetProperty("queries", out var queries) && queries.ValueKind == JsonValueKind.Array
            from query in dataset.GetProperty("queries").EnumerateArray()
            where query.TryGetProperty("rows", out _)
            select query.GetProperty("rows").GetString();
        Assert.Empty(recorded.Where(text => RowIdRanges.Format(RowIdRanges.Parse(text)) != text));
    }

    [Theory]
    [InlineData("", new long[0])]
    [InlineData("7", new long[] { 7 })]
    [InlineData("0-2,7,9-10", new long[] { 0, 1, 2, 7, 9, 10 })]
    [InlineData("-3--2,0", new long[] { -3, -2, 0 })]
    public void Row_ids_are_ranges(string text, long[] ids)
    {
        Assert.Equal(ids, RowIdRanges.Parse(text));
        Assert.Equal(text, RowIdRanges.Format(Enumerable.Reverse(ids)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_partitions_hold_the_rows(GoldenSubject subject) =>
        Assert.Equal(subject.Dataset.RowCount, subject.Dataset.Partitions?.Sum(partition => partition.RowCount) ?? subject.Dataset.RowCount);

    [Fact]
    public void Every_golden_dataset_is_told_from_the_others()
    {
        var subjects = (from golden in GoldenCases.Cases from dataset in golden.Datasets select new GoldenSubject(golden, dataset)).ToList();
        Assert.NotEmpty(subjects);
        Assert.Equal(subjects.Count, subjects.Select(subject => subject.ToString()).Distinct().Count());
        Assert.All(subjects, subject => Assert.Contains(subject.Dataset, subject.Case.Datasets));
    }
}
