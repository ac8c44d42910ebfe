using System.Collections.Concurrent;
using System.Collections.Immutable;
using Xunit;

namespace Kartothek.Testing;

/// <summary>All golden cases of <see cref="GoldenFolder"/>, each read once.</summary>
public static class GoldenCases
{
    private static readonly ConcurrentDictionary<(string Library, string Case), Lazy<GoldenCase>> Read = new();

    /// <summary>The cases, sorted by library and name.</summary>
    public static ImmutableArray<GoldenCase> Cases { get; } =
    [
        .. from library in Names(GoldenFolder.Path)
           from name in Names(Path.Combine(GoldenFolder.Path, library))
           where File.Exists(Path.Combine(GoldenFolder.Path, library, name, "answers.json"))
           select Get(library, name),
    ];

    /// <summary>A case.</summary>
    public static GoldenCase Get(string library, string name) =>
        Read.GetOrAdd((library, name), key => new Lazy<GoldenCase>(() => GoldenCase.Read(key.Library, key.Case))).Value;

    /// <summary>Every dataset and table, as data of a theory.</summary>
    public static TheoryData<GoldenSubject> All() => Where(_ => true);

    /// <summary>The datasets that have queries.</summary>
    public static TheoryData<GoldenSubject> Queried() => Where(dataset => !dataset.Queries.IsEmpty);

    /// <summary>The datasets of a kind.</summary>
    public static TheoryData<GoldenSubject> Where(Func<GoldenDataset, bool> isWanted) =>
        [.. from golden in Cases from dataset in golden.Datasets where isWanted(dataset) select new GoldenSubject(golden, dataset)];

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
