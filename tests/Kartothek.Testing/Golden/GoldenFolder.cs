namespace Kartothek.Testing;

/// <summary>Where the golden datasets lie.</summary>
public static class GoldenFolder
{
    /// <summary>The environment variable that names another folder of the same shape.</summary>
    public const string Variable = "KARTOTHEK_GOLDEN";

    /// <summary>The folder: what <see cref="Variable"/> names, else the copy in the repository that this assembly was built from.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? Existing(named)
        : Existing(System.IO.Path.Combine(RepositoryFolder.Path, "tests", "Kartothek.Testing", "Golden", "data"));

    /// <summary>Whether it is the copy in the repository, of which more is known than the shape.</summary>
    public static bool IsOwnCopy { get; } = string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    private static string Existing(string folder) =>
        Directory.Exists(folder)
            ? System.IO.Path.GetFullPath(folder)
            : throw new DirectoryNotFoundException($"The golden datasets should lie in '{folder}'. Set {Variable} to a folder that exists, or unset it.");
}
