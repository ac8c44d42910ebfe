namespace Kartothek.Benchmarks;

/// <summary>How an engine did on a query.</summary>
/// <param name="Times">Milliseconds of its repetitions, ascending.</param>
/// <param name="First">Milliseconds of the first answer of the process.</param>
/// <param name="PeakBytes">The most memory that was resident.</param>
internal sealed record EngineTimes(IReadOnlyList<double> Times, double First, long PeakBytes)
{
    public double Best => Times[0];

    public double Median => (Times[(Times.Count - 1) / 2] + Times[Times.Count / 2]) / 2;
}
