namespace Flights;

/// <summary>The data beside the example's source.</summary>
internal static class DataFolder
{
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "data", "answers.json")))
                return Path.Combine(folder.FullName, "data");
        }

        throw new DirectoryNotFoundException($"No folder above '{AppContext.BaseDirectory}' has the example's data. Run it from a build inside the repository.");
    }
}
