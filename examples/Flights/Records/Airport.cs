using Kartothek.Linq;

namespace Flights;

/// <summary>A row of the dataset 'airports'. An attribute names the column where the member's own name says more.</summary>
internal sealed record Airport([Column("faa")] string Code, string Name);
