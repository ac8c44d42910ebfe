using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>A Parquet file whose footer was read.</summary>
/// <param name="Footer">The footer.</param>
/// <param name="Whole">The whole file, where it is so small that it came with its footer, and nobody has dropped it; else null.</param>
internal sealed record OpenedFile(ParquetFooter Footer, FileTail? Whole);
