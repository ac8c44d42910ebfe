using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using Kartothek.Columns;
using Field = Kartothek.Columns.Field;
using Schema = Kartothek.Columns.Schema;

namespace Kartothek.Parquet.Tests;

/// <summary>Arrow arrays from the plain objects of <see cref="ArrowValues"/>.</summary>
internal static class NestedVectors
{
    public static NestedVector Build(Field field, IReadOnlyList<object?> values) =>
        new(field.Type, ArrowArrayFactory.BuildArray(Data(field.Type, values))) { Length = values.Count };

    /// <summary>A value as vectors hold it, as a plain object.</summary>
    public static object Plain(ColumnType type, object value) => VectorValues.At(WriteTypes.ToVector(type, [value]), 0)!;

    private static ArrayData Data(ColumnType type, IReadOnlyList<object?> values)
    {
        var validity = new ArrowBuffer.BitmapBuilder();
        foreach (var value in values)
            validity.Append(value is not null);
        var nulls = values.Count(v => v is null);
        var arrow = ArrowTypes.ToArrow(type);
        switch (type.Kind)
        {
            case ColumnKind.Struct:
                var members = type.Children.Select(c => Data(c.Type, [.. values.Select(v => (v as Dictionary<string, object?>)?[c.Name])])).ToArray();
                return new ArrayData(arrow, values.Count, nulls, 0, [validity.Build()], members);
            case ColumnKind.List:
                var elements = values.SelectMany(v => (object?[]?)v ?? []).ToList();
                return new ArrayData(arrow, values.Count, nulls, 0, [validity.Build(), Offsets(values)], [Data(type.Children[0].Type, elements)]);
            case ColumnKind.Map:
                var entries = values.SelectMany(v => (object?[]?)v ?? []).Cast<object?[]>().ToList();
                var pairs = new ArrayData(((MapType)arrow).KeyValueType, entries.Count, 0, 0, [ArrowBuffer.Empty],
                    [Data(type.Children[0].Type, [.. entries.Select(e => e[0])]), Data(type.Children[1].Type, [.. entries.Select(e => e[1])])]);
                return new ArrayData(arrow, values.Count, nulls, 0, [validity.Build(), Offsets(values)], [pairs]);
            default:
                var builder = new ArrowBatchBuilder(new Schema([new Field("c", type)]), int.MaxValue);
                builder.Append(new Block(new Schema([new Field("c", type)]), [WriteTypes.ToVector(type, [.. values.Select(v => Held(type, v))])]) { Length = values.Count }, 0);
                return values.Count == 0 ? ((Apache.Arrow.Array)NullArrays.Create(type, 0)).Data : ((Apache.Arrow.Array)builder.Build().Column(0)).Data;
        }
    }

    private static object? Held(ColumnType type, object? value) => (value, type.Storage) switch
    {
        (null, _) => null,
        (_, ColumnStorage.Int32) => (int)(long)value,
        (string text, ColumnStorage.Int64) when type.Kind == ColumnKind.Decimal => (long)BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal)),
        (string text, ColumnStorage.Int128) => (Int128)BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal)),
        _ => value,
    };

    private static ArrowBuffer Offsets(IReadOnlyList<object?> values)
    {
        var builder = new ArrowBuffer.Builder<int>();
        var end = 0;
        builder.Append(0);
        foreach (var value in values)
            builder.Append(end += ((object?[]?)value)?.Length ?? 0);
        return builder.Build();
    }
}
