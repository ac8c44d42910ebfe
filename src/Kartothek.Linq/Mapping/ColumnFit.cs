using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Whether a .NET type can read a column: by kind, not by width.</summary>
/// <remarks>
/// Any integer reads any integer column, any floating type any floating column; each value is checked when it is read. A column
/// of the null type fits every type that some column fits.
/// </remarks>
internal static class ColumnFit
{
    /// <summary>Whether values of a column can be read as a type (<see cref="Nullable{T}"/> or not).</summary>
    public static bool Fits(Type type, ColumnType column)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            return column.IsInteger || column.Kind is ColumnKind.String or ColumnKind.Null;
        }
        return KindOf(type) switch
        {
            ColumnKind.Null => false,
            var kind when column.Kind == ColumnKind.Null => kind != ColumnKind.Struct,
            ColumnKind.Int64 => column.IsInteger,
            ColumnKind.Double => column.IsFloating,
            ColumnKind.Binary => column.Kind is ColumnKind.Binary or ColumnKind.FixedBinary,
            ColumnKind.Timestamp => column.Kind == ColumnKind.Timestamp && (type == typeof(DateTime) || column.IsUtc),
            ColumnKind.List => column.Kind == ColumnKind.List && Fits(ElementOf(type)!, column.Children[0].Type),
            ColumnKind.Map => column.Kind == ColumnKind.Map && FitsEntries(EntryOf(type)!.Value, column.Children),
            ColumnKind.Struct => column.Kind == ColumnKind.Struct && RecordMap.IsRecord(type),
            var kind => kind == column.Kind,
        };
    }

    /// <summary>The kind of column that a type is made for: Int64 for every integer, Double for every floating type, Null for a type that can't be read.</summary>
    public static ColumnKind KindOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => ColumnKind.Boolean,
        TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => ColumnKind.Int64,
        TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => ColumnKind.Int64,
        TypeCode.Single or TypeCode.Double => ColumnKind.Double,
        TypeCode.Decimal => ColumnKind.Decimal,
        TypeCode.DateTime => ColumnKind.Timestamp,
        TypeCode.String => ColumnKind.String,
        TypeCode.Object when type == typeof(Half) => ColumnKind.Double,
        TypeCode.Object when type == typeof(DateTimeOffset) => ColumnKind.Timestamp,
        TypeCode.Object when type == typeof(DateOnly) => ColumnKind.Date,
        TypeCode.Object when type == typeof(TimeOnly) || type == typeof(TimeSpan) => ColumnKind.Time,
        TypeCode.Object when type == typeof(Guid) => ColumnKind.Uuid,
        TypeCode.Object when type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>) => ColumnKind.Binary,
        TypeCode.Object when EntryOf(type) is not null => ColumnKind.Map,
        TypeCode.Object when ElementOf(type) is not null => ColumnKind.List,
        TypeCode.Object when RecordMap.IsRecord(type) => ColumnKind.Struct,
        _ => ColumnKind.Null,
    };

    /// <summary>The element of a type that lists are read into: an array, <see cref="List{T}"/>, <see cref="ImmutableArray{T}"/>, or an interface that an array has; else null.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsSZArray)
        {
            return type.GetElementType();
        }
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return definition == typeof(List<>) || definition == typeof(IReadOnlyList<>) || definition == typeof(IReadOnlyCollection<>)
            || definition == typeof(IEnumerable<>) || definition == typeof(IList<>) || definition == typeof(ICollection<>)
            || definition == typeof(ImmutableArray<>)
            ? type.GetGenericArguments()[0]
            : null;
    }

    /// <summary>Key and value of a type that maps are read into: <see cref="Dictionary{TKey,TValue}"/> or an interface that it has; else null.</summary>
    public static (Type Key, Type Value)? EntryOf(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return definition == typeof(Dictionary<,>) || definition == typeof(IReadOnlyDictionary<,>) || definition == typeof(IDictionary<,>)
            ? (type.GetGenericArguments()[0], type.GetGenericArguments()[1])
            : null;
    }

    /// <summary>The type that a member over a column would best have, for messages: <c>long</c>, <c>string</c>, <c>DateOnly</c>.</summary>
    public static string Suggest(ColumnType column) => column.Kind switch
    {
        ColumnKind.Boolean => "bool",
        ColumnKind.Int8 => "sbyte",
        ColumnKind.Int16 => "short",
        ColumnKind.Int32 => "int",
        ColumnKind.Int64 => "long",
        ColumnKind.UInt8 => "byte",
        ColumnKind.UInt16 => "ushort",
        ColumnKind.UInt32 => "uint",
        ColumnKind.UInt64 => "ulong",
        ColumnKind.Half => "Half",
        ColumnKind.Float => "float",
        ColumnKind.Double => "double",
        ColumnKind.String => "string",
        ColumnKind.Binary or ColumnKind.FixedBinary => "byte[]",
        ColumnKind.Uuid => "Guid",
        ColumnKind.Date => "DateOnly",
        ColumnKind.Time => "TimeOnly",
        ColumnKind.Timestamp => column.IsUtc ? "DateTimeOffset" : "DateTime",
        ColumnKind.Decimal => "decimal",
        ColumnKind.List => Suggest(column.Children[0].Type) + "[]",
        ColumnKind.Map => $"Dictionary<{Suggest(column.Children[0].Type)}, {Suggest(column.Children[1].Type)}>",
        _ => "record",
    };

    private static bool FitsEntries((Type Key, Type Value) entry, ImmutableArray<Field> children) =>
        Fits(entry.Key, children[0].Type) && Fits(entry.Value, children[1].Type);
}
