namespace Kartothek.Benchmarks;

/// <summary>How a contender did on a query.</summary>
internal sealed class Measurement
{
    private readonly List<double> _milliseconds = [];

    /// <summary>Bytes that the garbage collector handed out in one repetition.</summary>
    public long Allocated { get; private set; }

    /// <summary>Requests of one repetition, where they are counted.</summary>
    public long? Requests { get; private set; }

    /// <summary>Why there is no time; null where there is one.</summary>
    public string? Failure { get; set; }

    public bool HasTime => Failure is null && _milliseconds.Count > 0;

    public double Median
    {
        get
        {
            var sorted = _milliseconds.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public void Add(double milliseconds, long allocated, long? requests)
    {
        _milliseconds.Add(milliseconds);
        Allocated = allocated;
        Requests = requests;
    }
}
