namespace Kartothek.Benchmarks;

/// <summary>How an engine did on a query.</summary>
/// <param name="Times">Milliseconds of its repetitions, ascending.</param>
/// <param name="First">Milliseconds of the first answer of the process.</param>
/// <param name="PeakBytes">The most memory that was resident.</param>
/// <param name="BaseBytes">What was resident when it was ready to answer.</param>
/// <param name="Written">Bytes that an answer wrote.</param>
internal sealed record EngineTimes(IReadOnlyList<double> Times, double First, long PeakBytes, long BaseBytes, long Written)
{
    public double Best => Times[0];

    public double Median => (Times[(Times.Count - 1) / 2] + Times[Times.Count / 2]) / 2;
}
