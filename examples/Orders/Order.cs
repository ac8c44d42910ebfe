using System.ComponentModel.DataAnnotations.Schema;

namespace Orders;

/// <summary>A row of the dataset.</summary>
internal sealed record Order(
    long Id,
    string Country,
    DateOnly Day,
    string? Product,
    int Pieces,
    [property: Column(TypeName = "decimal(12,2)")] decimal Amount,
    [property: Column(TypeName = "string")] OrderState State)
{
    private static readonly string[] Countries = ["AT", "DE", "FR", "IT"];

    /// <summary>Orders that look as if somebody had placed them; the same ones for the same numbers.</summary>
    public static IEnumerable<Order> Placed(int first, int count) => Enumerable.Range(first, count).Select(i => new Order(
        i,
        Countries[i % Countries.Length],
        new DateOnly(2026, 1, 1).AddDays(i % 90),
        i % 11 == 0 ? null : $"product {i % 40}",
        1 + (i % 9),
        (i * 37 % 100_000) / 100m,
        (OrderState)(i % 7 % 3)));
}
