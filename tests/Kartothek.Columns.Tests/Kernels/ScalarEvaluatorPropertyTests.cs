using CsCheck;

namespace Kartothek.Columns.Tests;

public sealed class ScalarEvaluatorPropertyTests
{
    [Fact]
    public void Predicates_over_every_shape_answer_as_CSharp_does() => Gen.Int.Sample(seed =>
    {
        var random = new RandomCase(seed);
        var predicate = random.Predicate(random.Random.Next(4));
        var evaluator = new ScalarEvaluator(predicate, RandomCase.Schema);
        for (var block = 0; block < 3; block++)
        {
            var length = random.Random.Next(4) == 0 ? random.Random.Next(3) : random.Random.Next(80);
            var rows = random.Rows(length);
            Compare(
                () => evaluator.Test(random.Block(rows, length)).ToArray(),
                row => NaiveInterpreter.Test(predicate, name => rows[name][row]),
                Enumerable.Range(0, length),
                predicate);
        }
    }, iter: 1_000);

    [Fact]
    public void Values_over_every_shape_are_those_of_CSharp() => Gen.Int.Sample(seed =>
    {
        var random = new RandomCase(seed);
        var scalar = random.Value(random.AnyType(), random.Random.Next(1, 4));
        var evaluator = new ScalarEvaluator(scalar, RandomCase.Schema);
        for (var block = 0; block < 3; block++)
        {
            var length = random.Random.Next(80);
            var rows = random.Rows(length);
            Compare(
                () =>
                {
                    var result = evaluator.Evaluate(random.Block(rows, length));
                    Assert.Equal(length, result.Length);
                    return Enumerable.Range(0, length).Select(row => VectorMaker.Read(result, row)).ToArray();
                },
                row => NaiveInterpreter.Evaluate(scalar, name => rows[name][row]),
                Enumerable.Range(0, length),
                scalar);
        }
    }, iter: 1_000);

    [Fact]
    public void Narrowing_evaluates_only_the_rows_selected() => Gen.Int.Sample(seed =>
    {
        var random = new RandomCase(seed);
        var predicate = random.Predicate(random.Random.Next(4));
        var evaluator = new ScalarEvaluator(predicate, RandomCase.Schema);
        var length = random.Random.Next(1, 80);
        var rows = random.Rows(length);
        var share = random.Random.NextDouble();
        int[] wanted = [.. Enumerable.Range(0, length).Where(_ => random.Random.NextDouble() < share)];
        var selection = new RowSelection();
        Compare(
            () =>
            {
                selection.Select(length, wanted);
                evaluator.Narrow(random.Block(rows, length), selection);
                return wanted.Select(row => selection.Rows.Contains(row)).ToArray();
            },
            row => NaiveInterpreter.Test(predicate, name => rows[name][row]),
            wanted,
            predicate);
    }, iter: 1_000);

    private static void Compare<T>(Func<T[]> actual, Func<int, T> expected, IEnumerable<int> rows, Scalar scalar)
    {
        var results = new List<T>();
        var errors = new HashSet<Type>();
        foreach (var row in rows)
        {
            try
            {
                results.Add(expected(row));
            }
            catch (ArithmeticException e)
            {
                errors.Add(e.GetType());
            }
        }

        if (errors.Count > 0)
        {
            var error = Record.Exception(() => actual());
            Assert.True(error is not null && errors.Contains(error.GetType()), $"{scalar}: {error}");
            return;
        }

        var got = actual();
        for (var i = 0; i < results.Count; i++)
        {
            Assert.True(
                results[i] is byte[] bytes ? got[i] is byte[] other && bytes.AsSpan().SequenceEqual(other) : ConstantValue.Same(results[i], got[i]) || BothNaN(results[i], got[i]),
                $"{scalar}, row {i}: expected {results[i]}, got {got[i]}");
        }
    }

    // NaNs may differ in sign and payload between one instruction and another.
    private static bool BothNaN(object? left, object? right) => (left is double.NaN && right is double.NaN) || (left is float.NaN && right is float.NaN);
}
