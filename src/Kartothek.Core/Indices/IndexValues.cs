using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Collects the values of an index into blocks that stay.</summary>
internal abstract class IndexValues(Field field)
{
    private readonly Schema _schema = new([field]);
    private readonly List<Block> _blocks = [];
    private int _closed;

    /// <summary>The most values of a block: what kernels are made for.</summary>
    protected const int BlockRows = 4096;

    /// <summary>The collector of a type's storage.</summary>
    public static IndexValues Create(Field field) => field.Type.Storage switch
    {
        ColumnStorage.Boolean => new FlatIndexValues<bool>(field),
        ColumnStorage.Int32 => new FlatIndexValues<int>(field),
        ColumnStorage.UInt32 => new FlatIndexValues<uint>(field),
        ColumnStorage.Int64 => new FlatIndexValues<long>(field),
        ColumnStorage.UInt64 => new FlatIndexValues<ulong>(field),
        ColumnStorage.Float => new FlatIndexValues<float>(field),
        ColumnStorage.Double => new FlatIndexValues<double>(field),
        ColumnStorage.Int128 => new FlatIndexValues<Int128>(field),
        ColumnStorage.Bytes => new BytesIndexValues(field),
        _ => throw CoreErrors.IndexType(field),
    };

    /// <summary>The blocks of all values.</summary>
    public Block[] ToBlocks()
    {
        Close();
        return [.. _blocks];
    }

    /// <summary>Adds a value of a lent vector that isn't null.</summary>
    public void Add(Vector source, int row)
    {
        if (Append(source, row) == BlockRows)
        {
            Close();
        }
    }

    /// <summary>Copies a value, and gives the number of values since the last <see cref="Detach"/>.</summary>
    protected abstract int Append(Vector source, int row);

    /// <summary>The values since the last call as a vector that nobody overwrites, or null where there are none.</summary>
    protected abstract Vector? Detach();

    private void Close()
    {
        if (Detach() is { } vector)
        {
            _blocks.Add(new Block(_schema, [vector]) { Length = vector.Length, FirstRow = _closed });
            _closed += vector.Length;
        }
    }
}
