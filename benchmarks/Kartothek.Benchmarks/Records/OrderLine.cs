using System.ComponentModel.DataAnnotations.Schema;

namespace Kartothek.Benchmarks;

/// <summary>Four columns of lineitem.</summary>
internal sealed record OrderLine
{
    [Column("l_orderkey")]
    public long OrderKey { get; set; }

    [Column("l_extendedprice")]
    public double ExtendedPrice { get; set; }

    [Column("l_shipdate")]
    public DateOnly ShipDate { get; set; }

    [Column("l_shipmode")]
    public string ShipMode { get; set; } = "";
}
