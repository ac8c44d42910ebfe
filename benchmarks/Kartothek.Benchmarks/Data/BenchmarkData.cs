using System.Collections.Immutable;
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
    public const string Paged = "li_paged";
    public const string Hive = "hive_5k";
    public const string LargeHive = "hive_10k";
    public const string Taxi = "taxi";
    public const string Tiny = "tiny";

    /// <summary>All datasets.</summary>
    public static ImmutableArray<string> Datasets { get; } = [Snappy, Zstd, Sorted, Indexed, Paged, Taxi, Tiny, Hive, LargeHive];

    /// <summary>Orders come in runs of eight keys.</summary>
    public long Orders => (long)(1_500_000 * Scale) / 8 * 8;

    public long Trips => (long)(5_000_000 * Scale);

    public int TinyFiles => Math.Max(1, (int)(5_000 * Scale));

    /// <summary>The store as an URL.</summary>
    public string Url => new Uri(Folder + Path.DirectorySeparatorChar).AbsoluteUri;

    /// <summary>Written when all the data is there; holds the scale.</summary>
    public string Mark => Path.Combine(Folder, "complete");

    public bool IsComplete => File.Exists(Mark) && Datasets.All(Has);

    public static BenchmarkData Of(Options options) =>
        new(Path.Combine(Path.GetFullPath(options.Folder), $"scale-{options.Scale.ToString(CultureInfo.InvariantCulture)}"), options.Scale);

    /// <summary>The data in a folder; its scale is what its mark says, else what its name ends in, else 1.</summary>
    public static BenchmarkData In(string folder)
    {
        var data = new BenchmarkData(Path.GetFullPath(folder), 1);
        var scale = File.Exists(data.Mark) ? File.ReadAllText(data.Mark) : "";
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(data.Folder));
        return data with { Scale = Number(scale) ?? Number(name.Replace("scale-", "", StringComparison.Ordinal)) ?? 1 };

        static double? Number(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }

    /// <summary>Whether a dataset is there: it has a header.</summary>
    public bool Has(string dataset) => File.Exists(Header(dataset));

    /// <summary>The file of a dataset's header.</summary>
    public string Header(string dataset) => Path.Combine(Folder, $"{dataset}.by-dataset-metadata.json");

    /// <summary>The folder of a dataset's files.</summary>
    public string Table(string dataset) => Path.Combine(Folder, dataset, "table");

    /// <summary>A dataset's files, in the order of the header.</summary>
    public string[] Files(string dataset) =>
        [.. Directory.EnumerateFiles(Table(dataset), "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>The files of one month.</summary>
    public string[] Files(string dataset, int year, int month) =>
        [.. Directory.EnumerateFiles(Path.Combine(Table(dataset), $"ship_year={year}", $"ship_month={month}"), "*.parquet").Order(StringComparer.Ordinal)];
}
