using System.Text.Json.Serialization;

namespace Kartothek.Benchmarks;

/// <summary>Four columns of lineitem as Parquet.Net's serializer wants them.</summary>
internal sealed class NullableOrderLine
{
    [JsonPropertyName("l_orderkey")]
    public long? OrderKey { get; set; }

    [JsonPropertyName("l_extendedprice")]
    public double? ExtendedPrice { get; set; }

    [JsonPropertyName("l_shipdate")]
    public DateOnly? ShipDate { get; set; }

    [JsonPropertyName("l_shipmode")]
    public string? ShipMode { get; set; }

    public OrderLine ToOrderLine() => new()
    {
        OrderKey = OrderKey!.Value,
        ExtendedPrice = ExtendedPrice!.Value,
        ShipDate = ShipDate!.Value,
        ShipMode = ShipMode!,
    };
}
