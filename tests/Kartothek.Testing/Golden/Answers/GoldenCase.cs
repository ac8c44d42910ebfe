using System.Collections.Immutable;
using System.Text.Json;

namespace Kartothek.Testing;

/// <summary>A case: one store, and what Python answered about it.</summary>
public sealed class GoldenCase
{
    private GoldenCase(string library, string name, string folder)
    {
        Library = library;
        Name = name;
        Folder = folder;
        using var answers = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "answers.json")));
        var root = answers.RootElement.Clone();
        Answers = root;
        var datasets = ImmutableArray.CreateBuilder<GoldenDataset>();
        var refusals = ImmutableArray.CreateBuilder<GoldenRefusal>();
        foreach (var entry in root.GetProperty("datasets").EnumerateArray())
        {
            if (entry.TryGetProperty("create_error", out var error))
                refusals.Add(new GoldenRefusal(entry.GetProperty("dataset").GetString()!, error.GetString()!));
            else if (entry.TryGetProperty("dataset", out _) && entry.TryGetProperty("columns", out _))
                datasets.Add(GoldenDatasetReader.Read(entry));
        }

        Datasets = datasets.ToImmutable();
        Refusals = refusals.ToImmutable();
    }

    /// <summary>The folder of the library and the pyarrow version: <c>plateau-4.6-pyarrow-26</c>.</summary>
    public string Library { get; }

    /// <summary>The folder of the case: <c>types</c>.</summary>
    public string Name { get; }

    /// <summary>The path of the case.</summary>
    public string Folder { get; }

    /// <summary>The path of the object store.</summary>
    public string Store => Path.Combine(Folder, "store");

    /// <summary>Whether Plateau wrote it, rather than Kartothek.</summary>
    public bool IsPlateau => Library.StartsWith("plateau", StringComparison.OrdinalIgnoreCase);

    /// <summary>All of <c>answers.json</c>, for what has no property here (<c>about</c>, <c>made_with</c>, cubes).</summary>
    public JsonElement Answers { get; }

    /// <summary>The datasets; a dataset of several tables is there once per table.</summary>
    public ImmutableArray<GoldenDataset> Datasets { get; }

    /// <summary>The datasets that Python refused to create.</summary>
    public ImmutableArray<GoldenRefusal> Refusals { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Library}/{Name}";

    /// <summary>Reads a case that may lie anywhere.</summary>
    /// <param name="library">The folder of the library.</param>
    /// <param name="name">The folder of the case.</param>
    /// <param name="folder">Where it lies.</param>
    public static GoldenCase Read(string library, string name, string folder) => new(library, name, folder);

    internal static GoldenCase Read(string library, string name) => new(library, name, Path.Combine(GoldenFolder.Path, library, name));
}
