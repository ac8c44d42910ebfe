using System.Globalization;

namespace Kartothek.Benchmarks;

/// <summary>The first answer of an engine, as its process tells it.</summary>
/// <param name="Milliseconds">How long it took, with all that happens once in a process.</param>
/// <param name="Answer">The answer.</param>
/// <param name="HasDigest">Whether its digest is one.</param>
internal sealed record EngineAnswer(double Milliseconds, Answer Answer, bool HasDigest)
{
    public static EngineAnswer? Parse(string line)
    {
        if (line == "-")
            return null;

        var parts = line.Split(' ');
        var answer = new Answer(
            long.Parse(parts[1], CultureInfo.InvariantCulture), ulong.Parse(parts[2], CultureInfo.InvariantCulture), double.Parse(parts[3], CultureInfo.InvariantCulture));
        return new EngineAnswer(double.Parse(parts[0], CultureInfo.InvariantCulture), answer, bool.Parse(parts[4]));
    }
}
