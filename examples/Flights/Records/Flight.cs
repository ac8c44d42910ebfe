namespace Flights;

/// <summary>A row of the dataset 'flights'. Members find their columns by name: FlightId reads flight_id.</summary>
/// <remarks>Where a column can be null, so can the member: a flight without departure delay was cancelled.</remarks>
internal sealed record Flight(
    long FlightId,
    int Month,
    DateOnly FlightDate,
    DateTime ScheduledDeparture,
    string Carrier,
    string? TailNumber,
    string Origin,
    string Destination,
    int Distance,
    double? DepartureDelay,
    double? ArrivalDelay,
    double? AirTime);
