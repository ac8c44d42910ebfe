using System.Text;
using Kartothek.Columns;

namespace Kartothek.Linq.Tests;

/// <summary>Blocks of a few rows, put together by hand.</summary>
internal static class TestBlock
{
    /// <summary>A block of columns with their vectors.</summary>
    public static Block Of(params (string Name, Vector Vector)[] columns) =>
        new(new Schema(columns.Select(c => new Field(c.Name, c.Vector.Type))), [.. columns.Select(c => c.Vector)]) { Length = columns[0].Vector.Length, FirstRow = 100 };

    /// <summary>A vector of values.</summary>
    public static FlatVector<T> Flat<T>(ColumnType type, params T?[] values)
        where T : unmanaged =>
        new(type)
        {
            Values = [.. values.Select(v => v ?? default)],
            Length = values.Length,
            Valid = values.All(v => v.HasValue) ? null : [.. values.Select(v => v.HasValue)],
        };

    /// <summary>A vector of texts.</summary>
    public static BytesVector Text(params string?[] values) => Bytes(ColumnType.String, [.. values.Select(v => v is null ? null : Encoding.UTF8.GetBytes(v))]);

    /// <summary>A vector of binary values.</summary>
    public static BytesVector Bytes(ColumnType type, params byte[]?[] values)
    {
        var data = values.SelectMany(v => v ?? []).ToArray();
        var offset = 0;
        var views = new ByteView[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            views[i] = new(offset, values[i]?.Length ?? 0);
            offset += views[i].Length;
        }
        return new(type)
        {
            Data = data,
            Views = views,
            Length = values.Length,
            IsAscii = data.All(b => b < 128),
            Valid = values.All(v => v is not null) ? null : [.. values.Select(v => v is not null)],
        };
    }

    /// <summary>The same values as codes into a dictionary of the distinct ones.</summary>
    public static DictionaryVector Coded(Vector entries, params int?[] codes) =>
        new(entries.Type)
        {
            Codes = [.. codes.Select(c => c ?? 0)],
            Length = codes.Length,
            Dictionary = new(entries),
            Valid = codes.All(c => c.HasValue) ? null : [.. codes.Select(c => c.HasValue)],
        };

    /// <summary>One value for all rows.</summary>
    public static ConstantVector Constant(Vector value, int length) => new(value.Type, value) { Length = length };

    /// <summary>Nothing but nulls.</summary>
    public static NullVector Null(ColumnType type, int length) => new(type) { Length = length };
}
