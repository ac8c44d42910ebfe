using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Serialization;

namespace Kartothek.Benchmarks;

/// <summary>A taxi trip.</summary>
internal sealed record Trip : IDigested
{
    [Column("vendor_id"), JsonPropertyName("vendor_id")]
    public int? VendorId { get; set; }

    [Column("pickup"), JsonPropertyName("pickup")]
    public DateTime? Pickup { get; set; }

    [Column("dropoff"), JsonPropertyName("dropoff")]
    public DateTime? Dropoff { get; set; }

    [Column("passenger_count"), JsonPropertyName("passenger_count")]
    public double? PassengerCount { get; set; }

    [Column("trip_distance"), JsonPropertyName("trip_distance")]
    public double? TripDistance { get; set; }

    [Column("ratecode_id"), JsonPropertyName("ratecode_id")]
    public double? RatecodeId { get; set; }

    [Column("store_and_fwd_flag"), JsonPropertyName("store_and_fwd_flag")]
    public string? StoreAndForward { get; set; }

    [Column("pu_location"), JsonPropertyName("pu_location")]
    public int? PickupLocation { get; set; }

    [Column("do_location"), JsonPropertyName("do_location")]
    public int? DropoffLocation { get; set; }

    [Column("payment_type"), JsonPropertyName("payment_type")]
    public long? PaymentType { get; set; }

    [Column("fare_amount"), JsonPropertyName("fare_amount")]
    public double? FareAmount { get; set; }

    [Column("extra"), JsonPropertyName("extra")]
    public double? Extra { get; set; }

    [Column("mta_tax"), JsonPropertyName("mta_tax")]
    public double? MtaTax { get; set; }

    [Column("tip_amount"), JsonPropertyName("tip_amount")]
    public double? TipAmount { get; set; }

    [Column("tolls_amount"), JsonPropertyName("tolls_amount")]
    public double? TollsAmount { get; set; }

    [Column("improvement_surcharge"), JsonPropertyName("improvement_surcharge")]
    public double? ImprovementSurcharge { get; set; }

    [Column("total_amount"), JsonPropertyName("total_amount")]
    public double? TotalAmount { get; set; }

    [Column("congestion_surcharge"), JsonPropertyName("congestion_surcharge")]
    public double? CongestionSurcharge { get; set; }

    [Column("airport_fee"), JsonPropertyName("airport_fee")]
    public double? AirportFee { get; set; }

    [Column("driver_tag"), JsonPropertyName("driver_tag")]
    public string? DriverTag { get; set; }

    [NotMapped, JsonIgnore]
    public ulong Digest => new RowDigest()
        .With(VendorId).With(Pickup).With(Dropoff).With(PassengerCount).With(TripDistance).With(RatecodeId)
        .With(StoreAndForward).With(PickupLocation).With(DropoffLocation).With(PaymentType).With(FareAmount).With(Extra)
        .With(MtaTax).With(TipAmount).With(TollsAmount).With(ImprovementSurcharge).With(TotalAmount).With(CongestionSurcharge)
        .With(AirportFee).With(DriverTag).Value;
}
