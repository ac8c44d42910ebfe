using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kartothek.Interop;

/// <summary>A case of a golden folder: a store, and the answers beside it.</summary>
/// <param name="Library">The folder of the library: <c>plateau-4.6-pyarrow-26</c>.</param>
/// <param name="Case">The folder of the case.</param>
/// <param name="Path">Where it lies.</param>
internal sealed record StoreFolder(string Library, string Case, string Path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The path of the object store.</summary>
    public string Store => System.IO.Path.Combine(Path, "store");

    /// <summary>The cases of a folder that have answers, sorted.</summary>
    public static IEnumerable<StoreFolder> All(string root) =>
        from library in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
        from folder in Directory.EnumerateDirectories(library).Order(StringComparer.Ordinal)
        where File.Exists(System.IO.Path.Combine(folder, "answers.json"))
        select new StoreFolder(System.IO.Path.GetFileName(library), System.IO.Path.GetFileName(folder), folder);

    /// <summary>Reads the answers.</summary>
    public JsonObject ReadAnswers() => JsonNode.Parse(File.ReadAllBytes(System.IO.Path.Combine(Path, "answers.json")))!.AsObject();

    /// <summary>Writes answers.</summary>
    public void WriteAnswers(JsonObject answers)
    {
        Directory.CreateDirectory(Path);
        File.WriteAllText(System.IO.Path.Combine(Path, "answers.json"), answers.ToJsonString(Indented));
    }

    /// <summary>Copies the objects of a dataset into another folder's store, byte by byte.</summary>
    public void CopyTo(StoreFolder target)
    {
        foreach (var file in Directory.EnumerateFiles(Store, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(target.Store, System.IO.Path.GetRelativePath(Store, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Library}/{Case}";
}
