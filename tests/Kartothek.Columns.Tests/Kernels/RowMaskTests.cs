namespace Kartothek.Columns.Tests;

public sealed class RowMaskTests
{
    [Fact]
    public void Rows_are_wanted_that_all_predicates_answer_with_true()
    {
        var random = new Random(11);
        var (mask, selection) = (new RowMask(), new RowSelection());
        for (var round = 0; round < 200; round++)
        {
            var length = random.Next(0, 300);
            var wanted = Enumerable.Range(0, length).ToList();
            mask.SelectAll(length);
            for (var predicate = random.Next(0, 4); predicate > 0; predicate--)
            {
                var share = random.NextDouble();
                var answers = Enumerable.Range(0, length).Select(_ => random.NextDouble() <= share).ToArray();
                mask.Narrow(answers);
                wanted.RemoveAll(row => !answers[row]);
                Assert.Equal((length, wanted.Count, wanted.Count == length), (mask.Length, mask.Count, mask.IsAll));
            }

            mask.CopyTo(selection);

            Assert.Equal((length, wanted.Count), (selection.Length, selection.Count));
            Assert.Equal(wanted, selection.Rows.ToArray());
        }
    }

    [Fact]
    public void Each_row_has_one_answer()
    {
        var mask = new RowMask();
        mask.SelectAll(3);

        Assert.Throws<ArgumentException>(() => mask.Narrow([true, false]));
        Assert.Throws<ArgumentOutOfRangeException>(() => mask.SelectAll(-1));
        Assert.Throws<ArgumentNullException>(() => mask.CopyTo(null!));
    }
}
