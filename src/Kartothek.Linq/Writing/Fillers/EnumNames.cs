using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The names of an enum's constants, for text columns.</summary>
/// <typeparam name="T">The enum.</typeparam>
internal static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Names = NamesOf();

    /// <summary>The name of a constant, one object per constant.</summary>
    /// <exception cref="KartothekException">The value is no constant of the enum.</exception>
    public static string Of(T value, ColumnFiller filler, int row) =>
        Names.TryGetValue(value, out var name) ? name : throw RecordWriteErrors.DoesNotFit(filler.Target, filler.Rows.Describe(row), $"{value}");

    // Where constants have one value, the first in the order of declaration that Enum.GetName gives.
    private static Dictionary<T, string> NamesOf()
    {
        var names = new Dictionary<T, string>();
        foreach (var value in Enum.GetValues<T>())
        {
            names.TryAdd(value, Enum.GetName(value)!);
        }
        return names;
    }
}
