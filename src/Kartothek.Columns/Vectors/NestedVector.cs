using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>Lists, structures or maps as an Arrow array of <see cref="Vector.Length"/> rows.</summary>
public sealed class NestedVector(ColumnType type, IArrowArray array) : Vector(type)
{
    /// <summary>The Arrow array. Unlike other vectors it is owned by the block's receiver and may be kept.</summary>
    public IArrowArray Array { get; } = array;

    /// <inheritdoc/>
    public override bool IsNull(int row) => Array.IsNull(row);
}
