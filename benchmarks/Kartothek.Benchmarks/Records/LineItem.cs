using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Serialization;

namespace Kartothek.Benchmarks;

/// <summary>A row of TPC-H's lineitem.</summary>
internal record LineItem : IDigested
{
    [Column("l_orderkey")]
    public long OrderKey { get; set; }

    [Column("l_partkey")]
    public long PartKey { get; set; }

    [Column("l_suppkey")]
    public long SupplierKey { get; set; }

    [Column("l_linenumber")]
    public int LineNumber { get; set; }

    [Column("l_quantity")]
    public double Quantity { get; set; }

    [Column("l_extendedprice")]
    public double ExtendedPrice { get; set; }

    [Column("l_discount")]
    public double Discount { get; set; }

    [Column("l_tax")]
    public double Tax { get; set; }

    [Column("l_returnflag")]
    public string ReturnFlag { get; set; } = "";

    [Column("l_linestatus")]
    public string LineStatus { get; set; } = "";

    [Column("l_shipdate")]
    public DateOnly ShipDate { get; set; }

    [Column("l_commitdate")]
    public DateOnly CommitDate { get; set; }

    [Column("l_receiptdate")]
    public DateOnly ReceiptDate { get; set; }

    [Column("l_shipinstruct")]
    public string ShipInstruct { get; set; } = "";

    [Column("l_shipmode")]
    public string ShipMode { get; set; } = "";

    [Column("l_comment")]
    public string Comment { get; set; } = "";

    [NotMapped, JsonIgnore]
    public ulong Digest => new RowDigest()
        .With(OrderKey).With(PartKey).With(SupplierKey).With(LineNumber).With(Quantity).With(ExtendedPrice)
        .With(Discount).With(Tax).With(ReturnFlag).With(LineStatus).With(ShipDate).With(CommitDate)
        .With(ReceiptDate).With(ShipInstruct).With(ShipMode).With(Comment).Value;
}
