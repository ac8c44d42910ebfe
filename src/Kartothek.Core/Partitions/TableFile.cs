namespace Kartothek.Core;

/// <summary>A data file of a partition.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The full key, as the header has it.</param>
internal readonly record struct TableFile(string Table, string Key);
