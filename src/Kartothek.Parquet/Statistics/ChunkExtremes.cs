using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The least and the greatest value, and the nulls, of the rows of a chunk, in the order in which Parquet has bounds.</summary>
internal abstract class ChunkExtremes
{
    /// <summary>The nulls among the rows.</summary>
    public long Nulls { get; private set; }

    /// <summary>Whether there is a value that is neither null nor NaN.</summary>
    public abstract bool HasValues { get; }

    /// <summary>The extremes of a type.</summary>
    public static ChunkExtremes Create(ColumnType type) => type.Storage switch
    {
        ColumnStorage.Boolean => new FlatExtremes<bool>(type),
        ColumnStorage.Int32 => new FlatExtremes<int>(type),
        ColumnStorage.UInt32 => new FlatExtremes<uint>(type),
        ColumnStorage.Int64 => new FlatExtremes<long>(type),
        ColumnStorage.UInt64 => new FlatExtremes<ulong>(type),
        ColumnStorage.Float => new FlatExtremes<float>(type),
        ColumnStorage.Double => new FlatExtremes<double>(type),
        ColumnStorage.Int128 => new FlatExtremes<Int128>(type),
        ColumnStorage.Bytes => new BytesExtremes(type),
        _ => new NoExtremes(),
    };

    /// <summary>Adds the rows of a vector.</summary>
    public void Add(Vector vector, int rows)
    {
        var (values, codes) = vector switch
        {
            DictionaryVector coded => (coded.Dictionary.Entries, coded.Codes),
            ConstantVector constant => (constant.Value, null),
            _ => (vector, null),
        };
        var isConstant = vector is ConstantVector;
        for (var row = 0; row < rows; row++)
        {
            if (vector.IsNull(row))
            {
                Nulls++;
            }
            else
            {
                Take(values, codes is null ? isConstant ? 0 : row : codes[row]);
            }
        }
    }

    /// <summary>The least value as text where it lies below a bound; null where the bound holds or bounds nothing.</summary>
    /// <param name="raw">The bytes of the bound.</param>
    /// <param name="decoded">The bound as a constant; null where it can't be decoded.</param>
    public abstract string? FindBelow(ReadOnlySpan<byte> raw, object? decoded);

    /// <summary>The greatest value as text where it lies above a bound; null where the bound holds or bounds nothing.</summary>
    public abstract string? FindAbove(ReadOnlySpan<byte> raw, object? decoded);

    /// <summary>Takes a value of a flat vector or one of bytes.</summary>
    private protected abstract void Take(Vector values, int row);
}
