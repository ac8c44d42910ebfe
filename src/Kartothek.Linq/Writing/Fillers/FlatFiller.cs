using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Values of fixed width; compiled code puts them into the array.</summary>
/// <typeparam name="T">The storage of the column's type.</typeparam>
internal sealed class FlatFiller<T>(WriteTarget target, RowNumbers rows) : ColumnFiller(target, rows)
    where T : unmanaged
{
    private readonly FlatVector<T> _vector = new(target.ColumnType);

    /// <summary>One value per row.</summary>
    public T[] Values => _vector.Values;

    /// <inheritdoc/>
    protected override void Reserve(int capacity) => _vector.Reset(capacity);

    /// <inheritdoc/>
    protected override Vector ValuesOf(int count) => _vector;
}
