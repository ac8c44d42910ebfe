using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A row group that will be read.</summary>
/// <param name="Number">Its number in its file, from 0.</param>
/// <param name="RowCount">Its rows.</param>
/// <param name="Bytes">Stored bytes of the columns that the scan may read from it. Fewer are read where pages are skipped.</param>
/// <param name="Residual">The conditions that are checked row by row: those not proven to hold for every row.</param>
public sealed record PlannedRowGroup(int Number, long RowCount, long Bytes, ImmutableArray<Scalar> Residual);
