namespace Kartothek.Core;

/// <summary>How far a write has come. Figures only grow.</summary>
/// <param name="Rows">Rows taken from the source.</param>
/// <param name="Files">Files that are written whole.</param>
/// <param name="Bytes">Bytes handed to the store.</param>
public readonly record struct WriteProgress(long Rows, int Files, long Bytes);
