using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Which class reads a column into a target, and how one is made.</summary>
/// <param name="ReaderType">A <see cref="ColumnReader"/>.</param>
/// <param name="Target">What is read.</param>
internal sealed record ReaderMaker(Type ReaderType, ReadTarget Target)
{
    /// <summary>Chooses the reader of a target.</summary>
    public static ReaderMaker Of(ReadTarget target) => new(Choose(target), target);

    /// <summary>Makes a reader for one task.</summary>
    public ColumnReader Make(RowPosition position) => (ColumnReader)Activator.CreateInstance(ReaderType, Target, position)!;

    private static Type Choose(ReadTarget target)
    {
        var type = target.ValueType;
        if (type.IsEnum && target.ReadType.Kind == ColumnKind.String)
        {
            return typeof(EnumNameReader<>).MakeGenericType(type);
        }
        return target.ReadType.Storage switch
        {
            ColumnStorage.Boolean => typeof(FlatReader<bool>),
            ColumnStorage.Int32 => typeof(FlatReader<int>),
            ColumnStorage.UInt32 => typeof(FlatReader<uint>),
            ColumnStorage.Int64 => typeof(FlatReader<long>),
            ColumnStorage.UInt64 => typeof(FlatReader<ulong>),
            ColumnStorage.Float => typeof(FlatReader<float>),
            ColumnStorage.Double => typeof(FlatReader<double>),
            ColumnStorage.Int128 => typeof(FlatReader<Int128>),
            ColumnStorage.Bytes => type == typeof(string) ? typeof(TextReader) : typeof(BytesReader),
            _ => ChooseNested(type),
        };
    }

    private static Type ChooseNested(Type type)
    {
        if (ColumnFit.EntryOf(type) is var (key, value))
        {
            return typeof(MapReader<,,>).MakeGenericType(type, key, value);
        }
        return ColumnFit.ElementOf(type) is { } element
            ? typeof(ListReader<,>).MakeGenericType(type, element)
            : typeof(StructReader<>).MakeGenericType(type);
    }
}
