using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>A Parquet file whose footer was read.</summary>
/// <param name="Footer">The footer.</param>
/// <param name="Source">Where its bytes come from: what the footer's request brought, else the store.</param>
internal sealed record OpenedFile(ParquetFooter Footer, IByteSource Source);
