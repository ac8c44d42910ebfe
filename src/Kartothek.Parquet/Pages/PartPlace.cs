namespace Kartothek.Parquet;

/// <summary>How far a reader is in the parts of a chunk; they alone know what the numbers mean.</summary>
/// <param name="Part">The number of the part that comes next.</param>
/// <param name="Row">The row that comes next.</param>
internal readonly record struct PartPlace(long Part, long Row);
