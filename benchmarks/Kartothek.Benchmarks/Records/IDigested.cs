namespace Kartothek.Benchmarks;

/// <summary>A row that is compared across processes: hash codes of texts differ from process to process.</summary>
internal interface IDigested
{
    /// <summary>A number that depends on every column.</summary>
    ulong Digest { get; }
}
