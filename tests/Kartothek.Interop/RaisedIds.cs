using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Interop;

/// <summary>Rows as they are, but with higher ids.</summary>
internal static class RaisedIds
{
    /// <summary>What ids are raised by.</summary>
    public const long By = 1_000_000;

    /// <summary>The rows of a source with raised ids.</summary>
    public static BlockSource Of(BlockSource rows, string rowId)
    {
        var column = rows.Schema.IndexOf(rowId);
        return new BlockSource(rows.Schema, rows.Blocks.Select(block =>
        {
            var columns = (Vector[])block.Columns.Clone();
            columns[column] = Raise(columns[column], block.Length);
            return new Block(rows.Schema, columns) { Length = block.Length };
        }));
    }

    private static FlatVector<long> Raise(Vector ids, int length)
    {
        var raised = new FlatVector<long>(ids.Type, Math.Max(1, length)) { Length = length };
        for (var row = 0; row < length; row++)
        {
            raised.Values[row] = Convert.ToInt64(ConstantScalar.Of(ids, row).Value, System.Globalization.CultureInfo.InvariantCulture) + By;
        }
        return raised;
    }
}
