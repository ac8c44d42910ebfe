using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Decides rows of a block.</summary>
/// <param name="block">Rows, with the columns that were asked for; lent for the call.</param>
/// <param name="holds">One flag per row, false at first, to be set where the row satisfies the condition.</param>
/// <remarks>What it throws ends the operation, with nothing changed.</remarks>
public delegate void RowTest(Block block, Span<bool> holds);
