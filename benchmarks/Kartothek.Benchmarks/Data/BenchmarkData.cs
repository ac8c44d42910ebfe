using System.Globalization;

namespace Kartothek.Benchmarks;

/// <summary>The data of one scale: a store with the datasets below.</summary>
/// <param name="Folder">The folder of the store.</param>
/// <param name="Scale">The scale.</param>
internal sealed record BenchmarkData(string Folder, double Scale)
{
    public const string Snappy = "li_snappy";
    public const string Zstd = "li_zstd";
    public const string Sorted = "li_sorted";
    public const string Indexed = "li_indexed";
    public const string Taxi = "taxi";
    public const string Tiny = "tiny";

    /// <summary>Orders come in runs of eight keys.</summary>
    public long Orders => (long)(1_500_000 * Scale) / 8 * 8;

    public long Trips => (long)(5_000_000 * Scale);

    public int TinyFiles => Math.Max(1, (int)(5_000 * Scale));

    /// <summary>The store as an URL.</summary>
    public string Url => new Uri(Folder + Path.DirectorySeparatorChar).AbsoluteUri;

    /// <summary>Written when all the data is there.</summary>
    public string Mark => Path.Combine(Folder, "complete");

    public bool IsComplete => File.Exists(Mark);

    public static BenchmarkData Of(Options options) =>
        new(Path.Combine(Path.GetFullPath(options.Folder), $"scale-{options.Scale.ToString(CultureInfo.InvariantCulture)}"), options.Scale);

    /// <summary>The folder of a dataset's files.</summary>
    public string Table(string dataset) => Path.Combine(Folder, dataset, "table");

    /// <summary>A dataset's files, in the order of the header.</summary>
    public string[] Files(string dataset) =>
        [.. Directory.EnumerateFiles(Table(dataset), "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>The files of one month.</summary>
    public string[] Files(string dataset, int year, int month) =>
        [.. Directory.EnumerateFiles(Path.Combine(Table(dataset), $"ship_year={year}", $"ship_month={month}"), "*.parquet").Order(StringComparer.Ordinal)];
}
