namespace Kartothek.Linq.Tests;

/// <summary>A flight of the example's dataset.</summary>
public sealed record Flight
{
    public int Month { get; init; }
    public string Destination { get; init; } = "";
    public DateOnly FlightDate { get; init; }
    public string Carrier { get; init; } = "";
    public long FlightId { get; init; }
    public double? DepartureDelay { get; init; }
    public string Route => $"{Carrier} {Destination}";
}
