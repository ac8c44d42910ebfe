using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Converts the values of a nested column's leaf to the wanted type.</summary>
internal static class ValueConversion
{
    public static Vector Convert(Vector values, ColumnType wanted, LeafColumn leaf, string file) =>
        throw ParquetErrors.OtherKind(file, leaf.Name, values.Type, wanted);
}
