namespace Kartothek.Columns;

/// <summary>One value per row in an array.</summary>
/// <typeparam name="T">The storage of the type: bool, int, uint, long, ulong, float, double or Int128.</typeparam>
public sealed class FlatVector<T>(ColumnType type, int capacity = 0) : Vector(type)
    where T : unmanaged
{
    /// <summary>The values; at least <see cref="Vector.Length"/> of them.</summary>
    public T[] Values { get; set; } = capacity == 0 ? [] : new T[capacity];

    /// <summary>Makes room for so many values, none of them null; what the slots hold is undefined.</summary>
    public Span<T> Reset(int length)
    {
        if (Values.Length < length) Values = GC.AllocateUninitializedArray<T>(Math.Max(length, 2 * Values.Length));
        Length = length;
        Valid = null;
        return Values.AsSpan(0, length);
    }
}
