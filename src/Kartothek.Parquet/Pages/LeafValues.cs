using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Collects the values of a nested column's leaf, page by page.</summary>
internal abstract class LeafValues
{
    /// <summary>A collector for a type.</summary>
    public static LeafValues Create(ColumnType type) => type.Storage switch
    {
        ColumnStorage.Boolean => new FlatLeafValues<bool>(type),
        ColumnStorage.Int32 => new FlatLeafValues<int>(type),
        ColumnStorage.UInt32 => new FlatLeafValues<uint>(type),
        ColumnStorage.Int64 => new FlatLeafValues<long>(type),
        ColumnStorage.UInt64 => new FlatLeafValues<ulong>(type),
        ColumnStorage.Float => new FlatLeafValues<float>(type),
        ColumnStorage.Double => new FlatLeafValues<double>(type),
        ColumnStorage.Int128 => new FlatLeafValues<Int128>(type),
        _ => new BytesLeafValues(type),
    };

    /// <summary>Copies the values of a vector without nulls.</summary>
    public abstract void Add(Vector values);

    /// <summary>All values.</summary>
    public abstract Vector ToVector();

    /// <summary>Makes room for more elements.</summary>
    protected static void Grow<T>(ref T[] array, int used, int more)
    {
        if (more > Array.MaxLength - used)
            throw new PageFormatException("the values of one row group take more memory than an array can have");
        if (array.Length - used < more)
            Array.Resize(ref array, (int)Math.Min(Array.MaxLength, Math.Max(used + (long)more, array.Length * 2L)));
    }
}
