using System.Xml.Linq;

namespace Kartothek.Architecture.Tests;

/// <summary>The files of the repository that these tests were built from, without what builds and tests leave behind.</summary>
internal static class Repository
{
    private static readonly HashSet<string> LeftBehind =
        [".git", ".vs", ".vscode", ".idea", "bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<Project> Libraries => Projects("src");

    public static IEnumerable<Project> Projects(string folder) =>
        Files(Path.Combine(Root, folder))
            .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(file => new Project(Path.GetFileNameWithoutExtension(file), XDocument.Load(file)))
            .OrderBy(project => project.Name, StringComparer.Ordinal);

    /// <remarks>In a second work tree of git, <c>.git</c> is a file.</remarks>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != ".git").Concat(Folders(folder).SelectMany(Directory.EnumerateFiles));

    /// <summary>All folders below <paramref name="folder"/>, at any depth.</summary>
    public static IEnumerable<string> Folders(string folder) =>
        Directory.EnumerateDirectories(folder)
            .Where(child => !LeftBehind.Contains(Path.GetFileName(child)))
            .SelectMany(child => Folders(child).Prepend(child));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Kartothek.Linq.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException(
            $"No folder above '{AppContext.BaseDirectory}' holds Kartothek.Linq.sln. Run the tests from a build inside the repository.");
    }
}
