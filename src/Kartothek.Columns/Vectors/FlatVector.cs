namespace Kartothek.Columns;

/// <summary>One value per row in an array.</summary>
/// <typeparam name="T">The storage of the type: bool, int, uint, long, ulong, float, double or Int128.</typeparam>
public sealed class FlatVector<T>(ColumnType type, int capacity = 0) : Vector(type)
    where T : unmanaged
{
    /// <summary>The values; at least <see cref="Vector.Length"/> of them.</summary>
    public T[] Values { get; set; } = capacity == 0 ? [] : new T[capacity];
}
