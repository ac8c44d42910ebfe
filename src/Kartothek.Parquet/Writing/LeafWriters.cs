using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Which writer writes which type.</summary>
internal static class LeafWriters
{
    public static LeafWriter Create(LeafSettings settings)
    {
        var leaf = settings.Leaf;
        return leaf.Type.Storage switch
        {
            ColumnStorage.None => new NullWriter(settings),
            ColumnStorage.Boolean => new BooleanWriter(settings),
            ColumnStorage.Int32 => new NumberWriter<int, int, SameForm<int>>(settings, 4),
            ColumnStorage.UInt32 => new NumberWriter<int, uint, SameForm<int>>(settings, 4),
            ColumnStorage.Int64 when leaf.Type.Kind == ColumnKind.Decimal => new NumberWriter<long, long, DecimalForm<long>>(settings, leaf.TypeLength),
            ColumnStorage.Int64 => new NumberWriter<long, long, SameForm<long>>(settings, 8),
            ColumnStorage.UInt64 => new NumberWriter<long, ulong, SameForm<long>>(settings, 8),
            ColumnStorage.Float when leaf.Type.Kind == ColumnKind.Half => new NumberWriter<int, float, HalfForm>(settings, 2),
            ColumnStorage.Float => new NumberWriter<int, float, SameForm<int>>(settings, 4),
            ColumnStorage.Double => new NumberWriter<long, double, SameForm<long>>(settings, 8),
            ColumnStorage.Int128 => new NumberWriter<Int128, Int128, DecimalForm<Int128>>(settings, leaf.TypeLength),
            _ => new BytesWriter(settings),
        };
    }
}
