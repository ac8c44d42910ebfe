namespace Kartothek.Parquet.Tests;

/// <summary>The folder of third-party files: the one that <c>KARTOTHEK_CORPUS</c> names, else <c>../shared/corpus</c> beside the repository.</summary>
internal static class CorpusFolder
{
    public static string? Path { get; } = Find();

    /// <summary>The files with answers beside them, relative to the folder, with forward slashes; none where there is no folder.</summary>
    public static IEnumerable<string> Files => Path is null
        ? []
        : Directory.EnumerateFiles(Path, "*.json", SearchOption.AllDirectories)
            .Select(answers => answers[..^".json".Length])
            .Where(File.Exists)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("KARTOTHEK_CORPUS") is { Length: > 0 } named)
            return Directory.Exists(named) ? named : throw new DirectoryNotFoundException($"KARTOTHEK_CORPUS names '{named}', which doesn't exist.");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "Kartothek.Linq.sln")))
                continue;
            var corpus = System.IO.Path.Combine(folder.Parent?.FullName ?? "", "shared", "corpus");
            return Directory.Exists(corpus) ? corpus : null;
        }
        return null;
    }
}
