namespace Kartothek.Architecture.Tests;

public sealed class FolderTests
{
    /// <summary>Names that say nothing of what is inside.</summary>
    private static readonly HashSet<string> Empty = new(StringComparer.OrdinalIgnoreCase) { "Utils", "Helpers", "Common", "Misc", "Internal" };

    [Fact]
    public void Folders_of_a_library_are_at_most_two_levels_deep() =>
        Assert.Empty(Repository.Folders(Path.Combine(Repository.Root, "src")).Select(Repository.Relative).Where(path => path.Count(c => c == '/') > 3));

    [Fact]
    public void Folders_are_concepts_or_stages() =>
        Assert.Empty(Repository.Folders(Repository.Root).Where(path => Empty.Contains(Path.GetFileName(path))).Select(Repository.Relative));
}
