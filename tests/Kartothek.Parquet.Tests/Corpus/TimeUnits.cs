using System.Text.RegularExpressions;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>The units of a column's times, as read here and as recorded, at every depth.</summary>
/// <param name="Read">Nanoseconds of the unit here; 0 where there are no times.</param>
/// <param name="Recorded">Nanoseconds of the recorded unit.</param>
/// <param name="Children">Of the type's children.</param>
internal sealed partial record TimeUnits(long Read, long Recorded, TimeUnits[] Children)
{
    /// <summary>Pairs the times of a type with those of the recorded type's text, which names them in the same order.</summary>
    public static TimeUnits Of(ColumnType type, string recorded) => Of(type, new Queue<long>(Marks().Matches(recorded).Select(m => m.Groups[1].Value switch
    {
        "s" => 1_000_000_000L,
        "ms" => 1_000_000L,
        "us" => 1_000L,
        _ => 1L,
    })));

    private static TimeUnits Of(ColumnType type, Queue<long> recorded) => type.Kind is ColumnKind.Time or ColumnKind.Timestamp && recorded.TryDequeue(out var unit)
        ? new(type.Unit switch { ColumnUnit.Millisecond => 1_000_000, ColumnUnit.Microsecond => 1_000, _ => 1 }, unit, [])
        : new(0, 0, [.. type.Children.Select(c => Of(c.Type, recorded))]);

    [GeneratedRegex(@"time(?:stamp|32|64)?\[(s|ms|us|ns)")]
    private static partial Regex Marks();
}
