using System.Text.Json.Serialization;
using Kartothek.Linq;

namespace Kartothek.Benchmarks;

/// <summary>Four columns of lineitem.</summary>
internal sealed record OrderLine
{
    [Column("l_orderkey"), JsonPropertyName("l_orderkey")]
    public long OrderKey { get; set; }

    [Column("l_extendedprice"), JsonPropertyName("l_extendedprice")]
    public double ExtendedPrice { get; set; }

    [Column("l_shipdate"), JsonPropertyName("l_shipdate")]
    public DateOnly ShipDate { get; set; }

    [Column("l_shipmode"), JsonPropertyName("l_shipmode")]
    public string ShipMode { get; set; } = "";
}
