namespace Kartothek.Benchmarks;

/// <summary>A folder that a contender writes lineitem into, again and again.</summary>
internal sealed class WrittenTable : IDisposable
{
    /// <summary>The folder, empty after <see cref="Reset"/>.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "kartothek-benchmarks-written", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Bytes of the data files that were written last.</summary>
    public long Bytes => Directory.EnumerateFiles(Folder, "*.parquet", SearchOption.AllDirectories)
        .Where(file => !file.Contains("by-dataset-index", StringComparison.Ordinal))
        .Sum(file => new FileInfo(file).Length);

    /// <summary>Forgets what was written.</summary>
    public void Reset()
    {
        Dispose();
        Directory.CreateDirectory(Folder);
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
