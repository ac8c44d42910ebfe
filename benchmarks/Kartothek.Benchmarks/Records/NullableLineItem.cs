using System.Text.Json.Serialization;

namespace Kartothek.Benchmarks;

/// <summary>A row of lineitem as Parquet.Net's serializer wants it: DuckDB's columns are nullable, so every member must be.</summary>
internal sealed class NullableLineItem
{
    [JsonPropertyName("l_orderkey")]
    public long? OrderKey { get; set; }

    [JsonPropertyName("l_partkey")]
    public long? PartKey { get; set; }

    [JsonPropertyName("l_suppkey")]
    public long? SupplierKey { get; set; }

    [JsonPropertyName("l_linenumber")]
    public int? LineNumber { get; set; }

    [JsonPropertyName("l_quantity")]
    public double? Quantity { get; set; }

    [JsonPropertyName("l_extendedprice")]
    public double? ExtendedPrice { get; set; }

    [JsonPropertyName("l_discount")]
    public double? Discount { get; set; }

    [JsonPropertyName("l_tax")]
    public double? Tax { get; set; }

    [JsonPropertyName("l_returnflag")]
    public string? ReturnFlag { get; set; }

    [JsonPropertyName("l_linestatus")]
    public string? LineStatus { get; set; }

    [JsonPropertyName("l_shipdate")]
    public DateOnly? ShipDate { get; set; }

    [JsonPropertyName("l_commitdate")]
    public DateOnly? CommitDate { get; set; }

    [JsonPropertyName("l_receiptdate")]
    public DateOnly? ReceiptDate { get; set; }

    [JsonPropertyName("l_shipinstruct")]
    public string? ShipInstruct { get; set; }

    [JsonPropertyName("l_shipmode")]
    public string? ShipMode { get; set; }

    [JsonPropertyName("l_comment")]
    public string? Comment { get; set; }

    public LineItem ToLineItem() => new()
    {
        OrderKey = OrderKey!.Value,
        PartKey = PartKey!.Value,
        SupplierKey = SupplierKey!.Value,
        LineNumber = LineNumber!.Value,
        Quantity = Quantity!.Value,
        ExtendedPrice = ExtendedPrice!.Value,
        Discount = Discount!.Value,
        Tax = Tax!.Value,
        ReturnFlag = ReturnFlag!,
        LineStatus = LineStatus!,
        ShipDate = ShipDate!.Value,
        CommitDate = CommitDate!.Value,
        ReceiptDate = ReceiptDate!.Value,
        ShipInstruct = ShipInstruct!,
        ShipMode = ShipMode!,
        Comment = Comment!,
    };
}
