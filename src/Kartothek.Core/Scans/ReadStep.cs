using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>One line of a plan: what is asked about a condition when row groups are read, which may skip them or pages of them.</summary>
/// <param name="Evidence">What is asked.</param>
/// <param name="Conjunct">The condition: one that is left to be checked row by row.</param>
/// <param name="RowGroups">On how many of the row groups that will be read.</param>
public sealed record ReadStep(ReadEvidence Evidence, Scalar Conjunct, int RowGroups);
