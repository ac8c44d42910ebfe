using Xunit.Abstractions;

namespace Kartothek.Parquet.Tests;

/// <summary>The Parquet files of the golden datasets, data, indices and schemas alike, as Arrow's own reader reads them.</summary>
[Trait("Category", "Golden")]
public class GoldenFileTests(ITestOutputHelper output)
{
    public static TheoryData<string> Folders => [.. Directory.EnumerateDirectories(Root).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private static string Root { get; } = Environment.GetEnvironmentVariable("KARTOTHEK_GOLDEN") is { Length: > 0 } named
        ? named
        : Path.Combine(RepositoryRoot(), "tests", "Kartothek.Testing", "Golden", "data");

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_file_reads_as_Arrow_reads_it_and_within_its_statistics(string folder)
    {
        var files = 0;
        var bounds = 0;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories))
        {
            if (!path.EndsWith(".parquet", StringComparison.Ordinal) && !path.EndsWith("_common_metadata", StringComparison.Ordinal))
                continue;
            if (await ArrowOracle.CompareAsync(path, maxRows: 500) is { } difference)
                Assert.Fail($"{path}: {difference}");
            using var source = new FileByteSource(path);
            bounds += await RangeCheck.CheckAsync(source);
            files++;
        }
        output.WriteLine($"{files} files, {bounds} bounds");
        Assert.True(files == 0 || bounds > 0);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kartothek.Linq.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Run the tests from a build inside the repository.");
        return folder.FullName;
    }
}
