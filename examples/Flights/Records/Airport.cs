using System.ComponentModel.DataAnnotations.Schema;

namespace Flights;

/// <summary>A row of the dataset 'airports'. An attribute names the column where the member's own name says more.</summary>
internal sealed record Airport([property: Column("faa")] string Code, string Name);
