using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Gives the values that stand for rows which needn't be read, as one block.</summary>
internal sealed class StandInReader(ScanTask task) : IBlockReader
{
    private bool _isDone;

    /// <inheritdoc/>
    public long RowsScanned => 0;

    /// <inheritdoc/>
    public int RowGroups => 0;

    /// <inheritdoc/>
    public ValueTask<Block?> NextAsync(CancellationToken cancellationToken = default)
    {
        if (_isDone || task.StandIns.IsEmpty)
        {
            return new((Block?)null);
        }
        _isDone = true;
        return new(new Block(task.Columns, [ToVector()]) { Length = task.StandIns.Length });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private Vector ToVector()
    {
        var type = task.Columns.Fields[0].Type;
        return type.Storage switch
        {
            ColumnStorage.Int32 => Of<int>(type),
            ColumnStorage.UInt32 => Of<uint>(type),
            ColumnStorage.Int64 => Of<long>(type),
            ColumnStorage.UInt64 => Of<ulong>(type),
            _ => Of<Int128>(type),
        };
    }

    private FlatVector<T> Of<T>(ColumnType type)
        where T : unmanaged => new(type) { Values = [.. task.StandIns.Select(c => (T)c.Value!)], Length = task.StandIns.Length };
}
