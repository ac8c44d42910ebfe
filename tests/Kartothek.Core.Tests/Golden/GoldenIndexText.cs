using System.Globalization;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>Values of indices in one form, whatever their unit, to compare what was recorded with what is read.</summary>
internal static class GoldenIndexText
{
    public static string Of(GoldenLiteral literal) => literal.Kind switch
    {
        GoldenLiteralKind.Timestamp or GoldenLiteralKind.UtcTimestamp => $"{literal.Value} ns",
        GoldenLiteralKind.Date => $"day {literal.Value}",
        GoldenLiteralKind.Float => ((double)literal.Value!).ToString("R", CultureInfo.InvariantCulture),
        _ => GoldenValues.Text(literal.Value),
    };

    public static string Of(object? value, ColumnType type) => value switch
    {
        long units when type.Kind == ColumnKind.Timestamp => $"{(Int128)units * (type.Unit switch { ColumnUnit.Millisecond => 1_000_000, ColumnUnit.Microsecond => 1_000, _ => 1 })} ns",
        int days when type.Kind == ColumnKind.Date => $"day {days}",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => GoldenValues.Text(value),
    };
}
