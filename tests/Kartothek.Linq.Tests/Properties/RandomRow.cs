namespace Kartothek.Linq.Tests;

/// <summary>A row of random values: few different ones, many nulls and NaNs.</summary>
public sealed record RandomRow(
    string Zone, long Id, int? Number, int Count, ulong Big, double Ratio, double? Share, float Part, decimal? Amount, string? Name, string Label,
    bool Flag, bool? Open, DateOnly? Day, DateTime At, Size Size, Guid? Key)
{
    private static readonly string?[] Names = [null, "", "a", "ab", "b", "B", "ä", "\U0001F600", "\uE000", "z"];

    /// <summary>A property without a column.</summary>
    public long Twice => Id * 2;

    /// <summary>A row of a file, whose partition value it shares.</summary>
    public static RandomRow Of(Random random, int file, long id) => new(
        file % 2 == 0 ? "even" : "odd",
        id,
        random.Next(4) == 0 ? null : random.Next(-3, 4),
        random.Next(-3, 4),
        random.Next(3) == 0 ? ulong.MaxValue - (ulong)random.Next(3) : (ulong)random.Next(4),
        Floating(random) ?? double.NaN,
        Floating(random),
        (float)(Floating(random) ?? double.NaN),
        random.Next(4) == 0 ? null : random.Next(-30, 30) / 10m,
        Text(random),
        Text(random) ?? "none",
        random.Next(2) == 0,
        random.Next(3) switch { 0 => null, 1 => true, _ => false },
        random.Next(4) == 0 ? null : new DateOnly(1969, 12, 30).AddDays(random.Next(5)),
        new DateTime(1969, 12, 31, 22, 0, 0).AddMinutes(random.Next(10) * 30),
        (Size)random.Next(3),
        random.Next(3) == 0 ? null : new Guid(random.Next(3), 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)random.Next(2)]));

    /// <summary>A text, or null.</summary>
    public static string? Text(Random random) => Names[random.Next(Names.Length)];

    /// <summary>A number, or null.</summary>
    public static double? Floating(Random random) => random.Next(9) switch
    {
        0 => null,
        1 => double.NaN,
        2 => double.PositiveInfinity,
        3 => -0.0,
        4 => 0.0,
        _ => random.Next(-4, 5) / 2.0,
    };
}
