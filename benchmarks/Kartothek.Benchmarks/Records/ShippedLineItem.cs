using System.ComponentModel.DataAnnotations.Schema;

namespace Kartothek.Benchmarks;

/// <summary>A row of lineitem with the partition columns, for queries about them.</summary>
internal sealed record ShippedLineItem : LineItem
{
    [Column("ship_year")]
    public int ShipYear { get; set; }

    [Column("ship_month")]
    public int ShipMonth { get; set; }
}
