using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;
using System.Text;
using ParquetSharp;

namespace Kartothek.Testing;

/// <summary>The columns that the members of a test record are stored in.</summary>
internal static class TestColumns
{
    /// <summary>The columns of a type, in the order of its properties. A member's column has its name in snake_case, or that of its <see cref="ColumnAttribute"/>.</summary>
    /// <param name="type">The record type.</param>
    /// <param name="keepsNames">Whether columns have their members' names unchanged.</param>
    public static IReadOnlyList<TestColumn> Of(Type type, bool keepsNames) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null || p.DeclaringType!.Name.StartsWith("<>", StringComparison.Ordinal)).Select(p => Of(p, keepsNames))];

    private static TestColumn Of(PropertyInfo property, bool keepsNames)
    {
        var name = property.GetCustomAttribute<ColumnAttribute>()?.Name ?? (keepsNames ? property.Name : ToSnakeCase(property.Name));
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.IsEnum)
        {
            return Text(name, r => property.GetValue(r)?.ToString());
        }
        return Of(name, type, property.GetValue);
    }

    private static TestColumn Of(string name, Type type, Func<object, object?> get) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => Flat<bool?, bool?>(name, get, v => (bool)v, "bool", "bool"),
        TypeCode.SByte => Flat<sbyte?, long?>(name, get, v => (sbyte)v, "int64", "int64"),
        TypeCode.Int16 => Flat<short?, long?>(name, get, v => (short)v, "int64", "int64"),
        TypeCode.Int32 => Flat<int?, long?>(name, get, v => (int)v, "int64", "int64"),
        TypeCode.Int64 => Flat<long?, long?>(name, get, v => (long)v, "int64", "int64"),
        TypeCode.Byte => Flat<byte?, ulong?>(name, get, v => (byte)v, "uint64", "uint64"),
        TypeCode.UInt16 => Flat<ushort?, ulong?>(name, get, v => (ushort)v, "uint64", "uint64"),
        TypeCode.UInt32 => Flat<uint?, ulong?>(name, get, v => (uint)v, "uint64", "uint64"),
        TypeCode.UInt64 => Flat<ulong?, ulong?>(name, get, v => (ulong)v, "uint64", "uint64"),
        TypeCode.Single => Flat<float?, double?>(name, get, v => (float)v, "float64", "float64"),
        TypeCode.Double => Flat<double?, double?>(name, get, v => (double)v, "float64", "float64"),
        TypeCode.String => Text(name, get),
        TypeCode.Decimal => Flat<decimal?, decimal?>(name, get, v => (decimal)v, "decimal", "object", LogicalType.Decimal(29, 4)),
        TypeCode.DateTime => Flat<DateTime?, DateTime?>(
            name, get, v => DateTime.SpecifyKind((DateTime)v, DateTimeKind.Unspecified), "datetime", "datetime64[ns]", LogicalType.Timestamp(false, TimeUnit.Micros)),
        _ when type == typeof(Half) => Flat<Half?, double?>(name, get, v => (Half)v, "float64", "float64"),
        _ when type == typeof(DateTimeOffset) => Flat<DateTime?, DateTime?>(
            name, get, v => ((DateTimeOffset)v).UtcDateTime, "datetimetz", "datetime64[ns]", LogicalType.Timestamp(true, TimeUnit.Micros)),
        _ when type == typeof(DateOnly) => Flat<Date?, Date?>(name, get, v => new Date(((DateOnly)v).DayNumber - 719_162), "date", "object"),
        _ when type == typeof(TimeOnly) => Flat<TimeSpan?, TimeSpan?>(name, get, v => ((TimeOnly)v).ToTimeSpan(), "time", "object", LogicalType.Time(false, TimeUnit.Micros)),
        _ when type == typeof(Guid) => Flat<Guid?, Guid?>(name, get, v => (Guid)v, "object", "object"),
        _ when type == typeof(byte[]) => Flat<byte[]?, byte[]?>(name, get, v => (byte[])v, "bytes", "object"),
        _ when type == typeof(string[]) => Flat<string?[]?, string?[]?>(name, get, v => (string?[])v, "list[unicode]", "object"),
        _ when type == typeof(int[]) => Flat<int?[]?, long?[]?>(name, get, v => [.. ((int[])v).Select(i => (int?)i)], "list[int64]", "object"),
        _ when type == typeof(double[]) => Flat<double?[]?, double?[]?>(name, get, v => [.. ((double[])v).Select(i => (double?)i)], "list[float64]", "object"),
        _ => throw new NotSupportedException($"Test datasets don't store {type.Name} yet; add it to TestColumns."),
    };

    private static TestColumn Text(string name, Func<object, object?> get) => Flat<string?, string?>(name, get, v => (string)v, "unicode", "object");

    private static TestColumn Flat<TData, TSchema>(
        string name, Func<object, object?> get, Func<object, TData> convert, string pandas, string numpy, LogicalType? logical = null) =>
        new(
            name,
            get,
            new Column<TData>(name, logical),
            new Column<TSchema>(name, logical),
            (writer, values) =>
            {
                using var logicalWriter = writer.LogicalWriter<TData>();
                logicalWriter.WriteBatch([.. values.Select(v => v is null ? default! : convert(v))]);
            },
            pandas,
            numpy);

    private static string ToSnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
