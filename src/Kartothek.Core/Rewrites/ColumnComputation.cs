using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Computes values of a column by code, such as a lambda over records that can't be translated. Immutable.</summary>
/// <param name="Columns">The columns that it looks at, in order, with the types that it wants: columns of the dataset, of the same family each.</param>
/// <param name="Type">The type of the values.</param>
/// <param name="Start">
/// Makes a function from rows to their values: a vector of <paramref name="Type"/>, one row per row of the block, lent until its next call. Files are rewritten
/// at the same time, so each gets a function of its own, which is called by one thread at a time. It sees only rows that the update means.
/// </param>
public sealed record ColumnComputation(Schema Columns, ColumnType Type, Func<Func<Block, Vector>> Start);
