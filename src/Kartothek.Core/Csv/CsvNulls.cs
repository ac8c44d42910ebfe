using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The fields that pandas reads as null, quoted or not.</summary>
internal static class CsvNulls
{
    private static readonly byte[][] Markers =
    [
        .. new[]
        {
            "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "n/a", "nan", "null",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>Whether a field is null. <c>None</c> is null for newer pandas only, so text keeps it.</summary>
    public static bool Contains(ReadOnlySpan<byte> field, ColumnType type)
    {
        if (field.IsEmpty)
        {
            return true;
        }
        // Nearly all fields begin with none of these.
        if (field.Length > 8 || field[0] is not ((byte)'#' or (byte)'-' or (byte)'1' or (byte)'<' or (byte)'N' or (byte)'n'))
        {
            return false;
        }
        foreach (var marker in Markers)
        {
            if (field.SequenceEqual(marker))
            {
                return true;
            }
        }
        return type.Kind != ColumnKind.String && field.SequenceEqual("None"u8);
    }
}
