namespace Flights;

/// <summary>A row of the dataset 'airlines'.</summary>
internal sealed record Airline(string Carrier, string Name);
