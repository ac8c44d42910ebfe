using System.Collections.Immutable;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>A data file that was looked at.</summary>
/// <param name="Footer">Its footer; null where it can't be read, or the file isn't Parquet.</param>
/// <param name="Findings">What is wrong with it.</param>
internal sealed record CheckedFile(ParquetFooter? Footer, ImmutableArray<VerifyFinding> Findings);
