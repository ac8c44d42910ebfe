using System.Collections.Concurrent;
using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Chooses what collects the values of a column.</summary>
internal static class FillerMaker
{
    private static readonly ConcurrentDictionary<Type, Func<WriteTarget, RowNumbers, ColumnFiller>> Makers = [];

    /// <summary>A filler of a target.</summary>
    public static ColumnFiller Make(WriteTarget target, RowNumbers rows) => Makers.GetOrAdd(TypeOf(target), Compile)(target, rows);

    /// <summary>The type of filler that a target has.</summary>
    public static Type TypeOf(WriteTarget target) => target.ColumnType.Storage switch
    {
        ColumnStorage.Boolean => typeof(FlatFiller<bool>),
        ColumnStorage.Int32 => typeof(FlatFiller<int>),
        ColumnStorage.UInt32 => typeof(FlatFiller<uint>),
        ColumnStorage.Int64 => typeof(FlatFiller<long>),
        ColumnStorage.UInt64 => typeof(FlatFiller<ulong>),
        ColumnStorage.Float => typeof(FlatFiller<float>),
        ColumnStorage.Double => typeof(FlatFiller<double>),
        ColumnStorage.Int128 => typeof(FlatFiller<Int128>),
        ColumnStorage.Bytes => target.ColumnType.Kind == ColumnKind.String ? typeof(TextFiller) : typeof(BytesFiller),
        _ => Nested(target.ValueType),
    };

    private static Type Nested(Type type) =>
        ColumnFit.EntryOf(type) is var (key, value) ? typeof(MapFiller<,>).MakeGenericType(key, value)
        : ColumnFit.ElementOf(type) is { } element ? typeof(ListFiller<>).MakeGenericType(element)
        : typeof(StructFiller<>).MakeGenericType(type);

    private static Func<WriteTarget, RowNumbers, ColumnFiller> Compile(Type type)
    {
        var target = Expression.Parameter(typeof(WriteTarget), "target");
        var rows = Expression.Parameter(typeof(RowNumbers), "rows");
        var constructor = type.GetConstructor([typeof(WriteTarget), typeof(RowNumbers)])!;
        return Expression.Lambda<Func<WriteTarget, RowNumbers, ColumnFiller>>(Expression.New(constructor, target, rows), target, rows).Compile();
    }
}
