using Apache.Arrow.Types;

namespace Kartothek.Columns;

/// <summary>Column types and Arrow's types.</summary>
/// <remarks>A UUID is <c>fixed_size_binary[16]</c>, an instant a timestamp with the zone "UTC", a decimal of any width <c>decimal128</c>. Everything else has a type of its name.</remarks>
public static class ArrowTypes
{
    /// <summary>The Arrow schema of a schema.</summary>
    public static Apache.Arrow.Schema ToArrow(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new([.. schema.Fields.Select(ToArrow)], metadata: null);
    }

    /// <summary>The Arrow field of a field.</summary>
    public static Apache.Arrow.Field ToArrow(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new(field.Name, ToArrow(field.Type), field.IsNullable);
    }

    /// <summary>The Arrow type of a type.</summary>
    public static IArrowType ToArrow(ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            ColumnKind.Null => NullType.Default,
            ColumnKind.Boolean => BooleanType.Default,
            ColumnKind.Int8 => Int8Type.Default,
            ColumnKind.Int16 => Int16Type.Default,
            ColumnKind.Int32 => Int32Type.Default,
            ColumnKind.Int64 => Int64Type.Default,
            ColumnKind.UInt8 => UInt8Type.Default,
            ColumnKind.UInt16 => UInt16Type.Default,
            ColumnKind.UInt32 => UInt32Type.Default,
            ColumnKind.UInt64 => UInt64Type.Default,
            ColumnKind.Half => HalfFloatType.Default,
            ColumnKind.Float => FloatType.Default,
            ColumnKind.Double => DoubleType.Default,
            ColumnKind.String => StringType.Default,
            ColumnKind.Binary => BinaryType.Default,
            ColumnKind.FixedBinary or ColumnKind.Uuid => new FixedSizeBinaryType(type.Length),
            ColumnKind.Date => Date32Type.Default,
            ColumnKind.Time when type.Unit == ColumnUnit.Millisecond => new Time32Type(TimeUnit.Millisecond),
            ColumnKind.Time => new Time64Type(ToArrow(type.Unit)),
            ColumnKind.Timestamp => new TimestampType(ToArrow(type.Unit), type.IsUtc ? "UTC" : null),
            ColumnKind.Decimal => new Decimal128Type(type.Precision, type.Scale),
            ColumnKind.List => new ListType(ToArrow(type.Children[0])),
            ColumnKind.Struct => new StructType([.. type.Children.Select(ToArrow)]),
            _ => new MapType(ToArrow(type.Children[0]), ToArrow(type.Children[1])),
        };
    }

    /// <summary>The schema of an Arrow schema.</summary>
    /// <exception cref="KartothekException">A type has no counterpart (<see cref="ErrorKind.NotSupported"/>).</exception>
    public static Schema FromArrow(Apache.Arrow.Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new(schema.FieldsList.Select(FromArrow));
    }

    /// <summary>The field of an Arrow field.</summary>
    /// <inheritdoc cref="FromArrow(Apache.Arrow.Schema)"/>
    public static Field FromArrow(Apache.Arrow.Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new(field.Name, FromArrow(field.DataType), field.IsNullable);
    }

    /// <summary>The type of an Arrow type; of a dictionary that of its values.</summary>
    /// <inheritdoc cref="FromArrow(Apache.Arrow.Schema)"/>
    public static ColumnType FromArrow(IArrowType type) => type switch
    {
        NullType => ColumnType.Null,
        BooleanType => ColumnType.Boolean,
        Int8Type => ColumnType.Int8,
        Int16Type => ColumnType.Int16,
        Int32Type => ColumnType.Int32,
        Int64Type => ColumnType.Int64,
        UInt8Type => ColumnType.UInt8,
        UInt16Type => ColumnType.UInt16,
        UInt32Type => ColumnType.UInt32,
        UInt64Type => ColumnType.UInt64,
        HalfFloatType => ColumnType.Half,
        FloatType => ColumnType.Float,
        DoubleType => ColumnType.Double,
        StringType => ColumnType.String,
        BinaryType => ColumnType.Binary,
        Date32Type => ColumnType.Date,
        Time32Type { Unit: TimeUnit.Millisecond } => ColumnType.Time(ColumnUnit.Millisecond),
        Time64Type time => ColumnType.Time(FromArrow(time.Unit)),
        TimestampType { Unit: not TimeUnit.Second } timestamp => ColumnType.Timestamp(FromArrow(timestamp.Unit), timestamp.IsTimeZoneAware),
        Decimal128Type { Scale: >= 0 } number => ColumnType.Decimal(number.Precision, number.Scale),
        FixedSizeBinaryType binary and not (Decimal128Type or Decimal256Type or Decimal32Type or Decimal64Type) => ColumnType.FixedBinary(binary.ByteWidth),
        MapType map => ColumnType.Map(FromArrow(map.KeyField), FromArrow(map.ValueField)),
        ListType list => ColumnType.List(FromArrow(list.ValueField)),
        StructType members => ColumnType.Struct([.. members.Fields.Select(FromArrow)]),
        DictionaryType dictionary => FromArrow(dictionary.ValueType),
        _ => throw ColumnsErrors.ArrowTypeNotSupported(type),
    };

    private static TimeUnit ToArrow(ColumnUnit unit) => unit switch
    {
        ColumnUnit.Millisecond => TimeUnit.Millisecond,
        ColumnUnit.Microsecond => TimeUnit.Microsecond,
        _ => TimeUnit.Nanosecond,
    };

    private static ColumnUnit FromArrow(TimeUnit unit) => unit switch
    {
        TimeUnit.Millisecond => ColumnUnit.Millisecond,
        TimeUnit.Microsecond => ColumnUnit.Microsecond,
        _ => ColumnUnit.Nanosecond,
    };
}
