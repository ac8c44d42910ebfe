using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace Kartothek.Linq;

/// <summary>Reads the elements of nested values, by the same conversions as columns.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
internal sealed class PartReader<T>
{
    private readonly ColumnReader[] _readers;
    private readonly Func<ColumnReader[], int, T> _read;

    private PartReader(ColumnReader[] readers, Func<ColumnReader[], int, T> read) => (_readers, _read) = (readers, read);

    /// <summary>A reader of one target.</summary>
    public static PartReader<T> Of(ReadTarget target, RowPosition position) => Compile((set, row) => set.Read(target, row), position);

    /// <summary>A reader of the records of a structure.</summary>
    public static PartReader<T> Of(RecordMap map, RowPosition position) => Compile((set, row) => set.ReadRecord(map, row), position);

    /// <summary>Takes the elements of a block.</summary>
    /// <param name="column">The elements of a structure's member, by its name; a list asks for its own column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(Func<string, IArrowArray> column)
    {
        foreach (var reader in _readers)
        {
            reader.Load(column(reader.Target.Column));
        }
    }

    /// <summary>The value at an index.</summary>
    public T Get(int index) => _read(_readers, index);

    private static PartReader<T> Compile(Func<ReaderSet, Expression, Expression> body, RowPosition position)
    {
        var readers = Expression.Parameter(typeof(ColumnReader[]), "readers");
        var row = Expression.Parameter(typeof(int), "row");
        var set = new ReaderSet(readers, isChecked: true);
        var value = body(set, row);
        var lambda = Expression.Lambda<Func<ColumnReader[], int, T>>(Expression.Block(set.Locals, [.. set.Prologue, value]), readers, row);
        return new([.. set.Makers.Select(m => m.Make(position))], lambda.Compile());
    }
}
