using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A row group that will be read.</summary>
/// <param name="Number">Its number in its file, from 0.</param>
/// <param name="RowCount">Its rows.</param>
/// <param name="Bytes">The most bytes that the scan asks for of it: what lies between columns that one request brings is counted. Fewer are read where no row satisfies the conditions.</param>
/// <param name="Residual">The conditions that are checked row by row: those not proven to hold for every row.</param>
public sealed record PlannedRowGroup(int Number, long RowCount, long Bytes, ImmutableArray<Scalar> Residual);
