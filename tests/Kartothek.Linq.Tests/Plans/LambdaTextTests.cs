using System.Linq.Expressions;

namespace Kartothek.Linq.Tests;

public sealed class LambdaTextTests
{
    [Fact]
    public void A_character_of_a_text_is_written_as_in_Csharp()
    {
        Is("s => s.Product[0] == 'B'", s => s.Product[0] == 'B');
        Is("s => 'B' < s.Product[s.Product.Length - 1]", s => 'B' < s.Product[s.Product.Length - 1]);
    }

    [Fact]
    public void Captured_values_are_shown_and_no_internal_types()
    {
        var names = new SortedSet<string> { "a", "b" };
        var span = TimeSpan.FromMinutes(90);
        var random = Random.Shared;
        Is("s => [\"a\", \"b\"].Contains(s.Product)", s => names.Contains(s.Product));
        Is("s => s.Time - s.Time > 01:30:00", s => s.Time - s.Time > span);
        Is("s => Random.Next(2) == s.Quantity", s => random.Next(2) == s.Quantity);
    }

    private static void Is(string expected, Expression<Func<Sale, bool>> predicate) =>
        Assert.Equal(expected, LambdaText.Print(((Filter)SaleQuery.PlanOf(q => q.Where(predicate))).Predicate));
}
