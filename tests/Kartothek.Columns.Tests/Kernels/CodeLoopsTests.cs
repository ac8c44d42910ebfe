namespace Kartothek.Columns.Tests;

/// <summary>Loops by tables and wide shifts against the plain ones.</summary>
public sealed class CodeLoopsTests
{
    public static TheoryData<int> Lengths => [0, 1, 7, 8, 9, 15, 16, 17, 100, 1000, 4096];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Answers_of_codes_are_those_of_their_entries(int length)
    {
        var random = new Random(length);
        foreach (var entries in (int[])[1, 2, 11, 31, 32, 33, 50, 63, 64, 65, 300])
        {
            var answers = Enumerable.Range(0, entries).Select(_ => random.Next(3) == 0).ToArray();
            var codes = Enumerable.Range(0, length).Select(_ => random.Next(entries)).ToArray();
            var mask = new bool[length + 1];
            CodeAnswers.LookUp(answers, codes, mask.AsSpan(0, length));
            Assert.Equal(codes.Select(c => answers[c]), mask[..length]);
            Assert.False(mask[length]);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Rows_selected_are_those_whose_flag_is_set(int length)
    {
        var random = new Random(length);
        foreach (var share in (double[])[0, 0.01, 0.3, 0.5, 0.97, 1])
        {
            var mask = Enumerable.Range(0, length).Select(_ => random.NextDouble() < share).ToArray();
            var selection = new RowSelection();
            selection.SelectWhere(mask);
            Assert.Equal(Enumerable.Range(0, length).Where(i => mask[i]), selection.Rows.ToArray());
        }
    }
}
