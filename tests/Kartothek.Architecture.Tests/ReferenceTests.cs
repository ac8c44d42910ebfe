namespace Kartothek.Architecture.Tests;

public sealed class ReferenceTests
{
    /// <summary>The only allowed direction of references. What a library may reference, it may reach through others as well.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Kartothek.Columns"] = [],
        ["Kartothek.Parquet"] = ["Kartothek.Columns"],
        ["Kartothek.Core"] = ["Kartothek.Parquet"],
        ["Kartothek.Cubes"] = ["Kartothek.Core"],
        ["Kartothek.Linq"] = ["Kartothek.Core", "Kartothek.Cubes"],
        ["Kartothek.Stores.S3"] = ["Kartothek.Core"],
        ["Kartothek.Stores.Azure"] = ["Kartothek.Core"],
        ["Kartothek.Stores.Gcs"] = ["Kartothek.Core"],
        ["Kartothek.Stores.Sqlite"] = ["Kartothek.Core"],
        ["Kartothek.Orleans"] = ["Kartothek.Core"],
        ["Kartothek.Cli"] =
        [
            "Kartothek.Linq", "Kartothek.Orleans",
            "Kartothek.Stores.S3", "Kartothek.Stores.Azure", "Kartothek.Stores.Gcs", "Kartothek.Stores.Sqlite",
        ],
    };

    [Fact]
    public void Every_library_has_its_place_in_the_order() =>
        Assert.Empty(Repository.Libraries.Select(library => library.Name).Except(Allowed.Keys));

    [Fact]
    public void Libraries_reference_each_other_in_the_allowed_direction_only() =>
        Assert.Empty(
            from library in Repository.Libraries
            let reachable = Reachable(library.Name).ToHashSet()
            from reference in library.ProjectReferences
            where !reachable.Contains(reference)
            select $"{library.Name} -> {reference}");

    [Fact]
    public void No_library_references_parquet_net() =>
        Assert.Empty(LibrariesWithPackage("Parquet.Net"));

    [Fact]
    public void Only_the_linq_library_references_re_linq() =>
        Assert.Equal(["Kartothek.Linq"], LibrariesWithPackage("Remotion.Linq"));

    // The banned namespace is found where it is used, but not where it is only the type of a field or a parameter.
    [Theory]
    [InlineData("System.Linq.Expressions", "Kartothek.Linq")]
    [InlineData("using Parquet", "Kartothek.Parquet")]
    public void Only_one_library_names(string name, string library) =>
        Assert.Empty(
            Repository.Files(Path.Combine(Repository.Root, "src"))
                .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && File.ReadAllText(file).Contains(name))
                .Select(Repository.Relative)
                .Where(path => !path.StartsWith($"src/{library}/", StringComparison.Ordinal)));

    [Fact]
    public void Examples_reference_no_test_project() =>
        Assert.Empty(Repository.Projects("examples").SelectMany(example => example.ProjectReferences).Where(name => name.Contains("Test")));

    private static IEnumerable<string> Reachable(string library) =>
        Allowed.TryGetValue(library, out var direct) ? direct.Concat(direct.SelectMany(Reachable)) : [];

    private static IEnumerable<string> LibrariesWithPackage(string package) =>
        Repository.Libraries.Where(library => library.PackageReferences.Contains(package)).Select(library => library.Name);
}
