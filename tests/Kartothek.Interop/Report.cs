namespace Kartothek.Interop;

/// <summary>What was written, and what wasn't.</summary>
internal sealed class Report
{
    private readonly List<string> _left = [];
    private readonly List<string> _failed = [];

    /// <summary>Datasets that were written; one of several tables counts once.</summary>
    public int Written { get; private set; }

    /// <summary>Datasets that should have been written.</summary>
    public int Failures => _failed.Count;

    /// <summary>A dataset was written.</summary>
    public void Wrote() => Written++;

    /// <summary>A dataset isn't of a kind that is written.</summary>
    public void Left(StoreFolder store, string dataset, string why) => _left.Add($"{store}: {dataset}: {why}");

    /// <summary>A dataset could not be written.</summary>
    public void Failed(StoreFolder store, string dataset, Exception error) => _failed.Add($"{store}: {dataset}: {error.GetType().Name}: {error.Message}");

    /// <summary>Prints all of it.</summary>
    public void Print(TextWriter to)
    {
        foreach (var line in _left)
        {
            to.WriteLine($"not written  {line}");
        }
        foreach (var line in _failed)
        {
            to.WriteLine($"FAILED       {line}");
        }
        to.WriteLine($"{Written} datasets written, {_left.Count} left out, {_failed.Count} failed");
    }
}
