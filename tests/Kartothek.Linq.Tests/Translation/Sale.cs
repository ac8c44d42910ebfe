namespace Kartothek.Linq.Tests;

/// <summary>A record with a member of each kind, over columns as Python writes them: nullable, integers of 64 bits.</summary>
public sealed record Sale : IHasId
{
    public long Id { get; init; }
    public string? Country { get; init; }
    public string Product { get; init; } = "";
    public int Quantity { get; init; }
    public int? Stock { get; init; }
    public short Small { get; init; }
    public uint Unsigned { get; init; }
    public ulong Huge { get; init; }
    public double Price { get; init; }
    public double? Discount { get; init; }
    public float Ratio { get; init; }
    public float? Share { get; init; }
    public decimal Amount { get; init; }
    public decimal? Refund { get; init; }
    public DateOnly Day { get; init; }
    public DateOnly? Shipped { get; init; }
    public DateTime Time { get; init; }
    public DateTimeOffset Instant { get; init; }
    public TimeOnly Clock { get; init; }
    public Guid Key { get; init; }
    public Color Color { get; init; }
    public Size Size { get; init; }
    public Size? Fit { get; init; }
    public bool Flag { get; init; }
    public bool? Maybe { get; init; }
    public byte[]? Bytes { get; init; }
    public string[]? Tags { get; init; }
    public string Label => $"{Product} {Id}";
}
