using System.Linq.Expressions;

namespace Kartothek.Linq.Tests;

/// <summary>Random conditions over <see cref="RandomRow"/>, most of which a scan can evaluate; none throws for a row.</summary>
internal static class RandomPredicates
{
    /// <summary>A condition of some depth.</summary>
    public static Expression<Func<RandomRow, bool>> Of(Random random, int depth)
    {
        if (depth == 0 || random.Next(4) == 0) return Atom(random);
        var row = Expression.Parameter(typeof(RandomRow), "r");
        var left = Body(Of(random, depth - 1), row);
        var body = random.Next(5) switch
        {
            0 => Expression.Not(left),
            1 or 2 => Expression.OrElse(left, Body(Of(random, depth - 1), row)),
            _ => (Expression)Expression.AndAlso(left, Body(Of(random, depth - 1), row)),
        };
        return Expression.Lambda<Func<RandomRow, bool>>(body, row);
    }

    private static Expression Body(LambdaExpression lambda, ParameterExpression row) => new Replacer(lambda.Parameters[0], row).Visit(lambda.Body);

    private static Expression<Func<RandomRow, bool>> Atom(Random random)
    {
        var number = random.Next(-4, 5);
        int? maybe = random.Next(4) == 0 ? null : number;
        var floating = RandomRow.Floating(random) ?? 0.25;
        var text = RandomRow.Text(random);
        var day = new DateOnly(1969, 12, 29).AddDays(random.Next(7));
        var time = new DateTime(1969, 12, 31, 22, 0, 0).AddMinutes(random.Next(20) * 15).AddTicks(random.Next(3));
        var amount = random.Next(-350, 350) / 100m;
        var size = (Size)random.Next(4);
        var key = new Guid(random.Next(3), 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
        Expression<Func<RandomRow, bool>>[] atoms =
        [
            r => r.Number == maybe, r => r.Number != maybe, r => r.Number < number, r => r.Number >= number, r => !(r.Number > number),
            r => r.Number.HasValue && r.Number.Value + 1 > number, r => (r.Number ?? 2) == number, r => r.Number.GetValueOrDefault(1) < number,
            r => r.Count == number, r => r.Count != number, r => r.Count < r.Number, r => r.Count != 0 && 6 / r.Count > number, r => r.Count * 2 > number,
            r => r.Count > floating, r => r.Count <= amount, r => r.Big > (ulong)Math.Abs(number), r => r.Big == ulong.MaxValue,
            r => r.Ratio == floating, r => r.Ratio != floating, r => r.Ratio < floating, r => !(r.Ratio >= floating), r => double.IsNaN(r.Ratio),
            r => r.Share == floating, r => r.Share != floating, r => r.Share <= floating, r => r.Share == null, r => r.Ratio == r.Share, r => r.Ratio != r.Share,
            r => r.Part > floating, r => r.Part == (float)floating, r => r.Ratio * 2 + 1 < floating, r => new[] { floating, 0.5 }.Contains(r.Ratio),
            r => new double?[] { floating, null }.Contains(r.Share),
            r => r.Amount > amount, r => r.Amount <= amount, r => r.Amount == amount, r => r.Amount != amount, r => (r.Amount ?? 0) < amount,
            r => r.Name == text, r => r.Name != text, r => r.Name == r.Label, r => string.CompareOrdinal(r.Name, text) < 0,
            r => string.CompareOrdinal(r.Name, text) >= 0, r => string.Compare(r.Name, r.Label, StringComparison.Ordinal) <= 0,
            r => r.Name != null && r.Name.StartsWith(text ?? "a", StringComparison.Ordinal), r => r.Label.Contains(text ?? "b"), r => r.Label.EndsWith('b'),
            r => string.IsNullOrEmpty(r.Name), r => r.Label.Length > number, r => new List<string?> { text, "z" }.Contains(r.Name), r => r.Label.ToUpperInvariant() == "A",
            r => r.Flag, r => !r.Flag, r => r.Open == true, r => r.Open != false, r => r.Open ?? false, r => r.Flag == r.Open, r => r.Flag.CompareTo(true) < 0,
            r => r.Day < day, r => r.Day != day, r => r.Day >= day, r => r.Day.HasValue && r.Day.Value.Day == 1, r => r.At < time, r => r.At >= time, r => r.At == time,
            r => r.At.Year == 1970, r => r.At.Hour >= 22, r => r.At.Date == day.ToDateTime(default), r => DateOnly.FromDateTime(r.At) == r.Day,
            r => r.Size == size, r => r.Size != size, r => new[] { Size.Small, size }.Contains(r.Size), r => r.Size > size,
            r => r.Key == key, r => r.Key != key, r => r.Key == null, r => r.Zone == "odd", r => r.Zone != "even", r => r.Zone == text,
            r => new int?[] { maybe, 1 }.Contains(r.Number), r => new List<int>().Contains(r.Count), r => r.Twice > number, r => r.Id < number * 5,
            r => (r.Flag ? r.Number : r.Count) > number, r => number > 0 || r.Flag,
        ];
        return atoms[random.Next(atoms.Length)];
    }

    private sealed class Replacer(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
