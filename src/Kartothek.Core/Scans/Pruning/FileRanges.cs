using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>What is known of the values of a file's columns, by the layers that may be asked.</summary>
internal sealed class FileRanges(ParquetFooter footer, ImmutableSortedDictionary<string, ConstantScalar> constants, PruningLayers layers)
{
    /// <summary>What keys and schema say, the same for all rows of the file: null where they say nothing.</summary>
    public ValueRange? OfFile(ColumnScalar column)
    {
        if (constants.TryGetValue(column.Name, out var constant))
        {
            return layers.HasFlag(PruningLayers.PartitionKeys) ? OfConstant(constant, column.Type) : null;
        }
        return layers.HasFlag(PruningLayers.Schema) && IsMissing(column.Name) ? ValueConversion.AllNull(column.Type, footer.RowCount) : null;
    }

    /// <summary>What keys, schema and the statistics of a row group say.</summary>
    public ValueRange? OfRowGroup(RowGroup group, ColumnScalar column)
    {
        if (constants.ContainsKey(column.Name) || IsMissing(column.Name))
        {
            return OfFile(column) is { } range ? range with { RowCount = group.RowCount, NullCount = range.IsAllNull ? group.RowCount : 0 } : null;
        }
        return layers.HasFlag(PruningLayers.Statistics) && group.Range(column.Name) is { } statistics
            ? ValueConversion.ConvertRange(statistics, column.Type)
            : null;
    }

    /// <summary>Whether schema or keys know a column of the condition, so that the whole file may be judged at once.</summary>
    public bool KnowsOneOf(string[] columns) => Array.Exists(columns, IsMissing);

    // A column of the null type holds nothing else.
    private bool IsMissing(string column) => !footer.Schema.TryGet(column, out var field) || field.Type.Kind == ColumnKind.Null;

    private ValueRange? OfConstant(ConstantScalar constant, ColumnType wanted)
    {
        if (constant.Value is null)
        {
            return ValueConversion.AllNull(wanted, footer.RowCount);
        }
        if (!ValueConversion.TryConvert(constant.Value, constant.Type, wanted, out var value))
        {
            return null;
        }
        return value is double.NaN or float.NaN
            ? new ValueRange(wanted, footer.RowCount) { NullCount = 0, NaNCount = footer.RowCount }
            : new ValueRange(wanted, footer.RowCount) { Min = value, Max = value, NullCount = 0, NaNCount = 0 };
    }
}
