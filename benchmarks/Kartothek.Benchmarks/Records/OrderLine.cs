using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Serialization;

namespace Kartothek.Benchmarks;

/// <summary>Four columns of lineitem.</summary>
internal sealed record OrderLine : IDigested
{
    [Column("l_orderkey")]
    public long OrderKey { get; set; }

    [Column("l_extendedprice")]
    public double ExtendedPrice { get; set; }

    [Column("l_shipdate")]
    public DateOnly ShipDate { get; set; }

    [Column("l_shipmode")]
    public string ShipMode { get; set; } = "";

    [NotMapped, JsonIgnore]
    public ulong Digest => new RowDigest()
        .With(OrderKey).With(ExtendedPrice).With(ShipDate).With(ShipMode).Value;
}
