using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A condition on rows that only code can decide, such as a predicate over records that can't be translated. Immutable.</summary>
/// <param name="Columns">The columns that it looks at, in order, with the types that it wants: columns of the dataset, of the same family each.</param>
/// <param name="Start">Makes a test. Files are rewritten at the same time, so each gets one of its own, which is called by one thread at a time.</param>
public sealed record RowResidual(Schema Columns, Func<RowTest> Start);
