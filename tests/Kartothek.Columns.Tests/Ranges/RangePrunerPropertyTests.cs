using CsCheck;

namespace Kartothek.Columns.Tests;

public sealed class RangePrunerPropertyTests
{
    [Fact]
    public void None_means_no_row_All_means_every_row_and_both_mean_no_exception()
    {
        var decided = new int[3];
        Gen.Int.Sample(seed =>
        {
            var random = new RandomCase(seed);
            var predicate = random.Predicate(random.Random.Next(4));
            var length = random.Random.Next(1, 6);
            var rows = random.Rows(length);
            var ranges = rows.ToDictionary(c => c.Key, c => RandomRange.Of(RandomCase.Schema[c.Key].Type, c.Value, random));
            var verdict = RangePruner.Evaluate(predicate, name => ranges[name]);
            Interlocked.Increment(ref decided[(int)verdict]);
            for (var row = 0; row < length; row++)
            {
                try
                {
                    var holds = NaiveInterpreter.Test(predicate, name => rows[name][row]);
                    Assert.False(holds && verdict == Verdict.None, $"None, but row {row} satisfies {predicate}\n{Print(predicate, rows, ranges, row)}");
                    Assert.False(!holds && verdict == Verdict.All, $"All, but row {row} fails {predicate}\n{Print(predicate, rows, ranges, row)}");
                }
                catch (ArithmeticException)
                {
                    Assert.True(verdict == Verdict.Some, $"{verdict}, but row {row} throws in {predicate}\n{Print(predicate, rows, ranges, row)}");
                }
            }
        }, iter: 5_000);

        // Otherwise the property would hold of a pruner that never decides.
        Assert.All(decided, count => Assert.True(count > 250));
    }

    [Fact]
    public void Known_keys_decide_all_predicates_of_their_columns_that_do_not_throw() => Gen.Int.Sample(seed =>
    {
        var random = new RandomCase(seed);
        var predicate = random.Predicate(random.Random.Next(3));
        if (predicate.CanThrow) return;
        var row = RandomCase.Schema.Fields.ToDictionary(f => f.Name, f => Scalar.Constant(random.Value(f.Type), f.Type));

        // Of a zero the sign isn't looked at, so that what divides by it stays open.
        if (predicate.ColumnNames().Any(name => row[name].Value is 0.0 or 0f)) return;
        var verdict = PointVerdict.Evaluate(predicate, row);
        var expected = NaiveInterpreter.Test(predicate, name => row[name].Value) ? Verdict.All : Verdict.None;
        Assert.True(verdict == expected || (verdict == Verdict.Some && HasZeroConstant(predicate)), $"{predicate} is {verdict}");
    }, iter: 3_000);

    private static bool HasZeroConstant(Scalar scalar) => scalar is ConstantScalar { Value: 0.0 or 0f } || scalar is ArithmeticScalar or ConvertScalar || scalar.Operands.Any(HasZeroConstant);

    private static string Print(Scalar predicate, Dictionary<string, object?[]> rows, Dictionary<string, ValueRange?> ranges, int row) =>
        string.Join("\n", predicate.ColumnNames().Select(name => $"{name} = {rows[name][row]}, {ranges[name]}"));
}
