namespace Kartothek.Testing;

/// <summary>The repository that this assembly was built from, for data that tests read in place.</summary>
public static class RepositoryFolder
{
    private const string Mark = "Kartothek.Linq.sln";

    /// <summary>The folder of the solution, found by walking up from the running program.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Mark)))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds {Mark}. Run the tests from a build inside the repository.");
    }
}
