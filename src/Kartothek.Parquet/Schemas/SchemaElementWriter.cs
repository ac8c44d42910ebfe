using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Writes the schema list of a footer, in the form that Arrow 6 writes and every reader understands.</summary>
/// <remarks>
/// Everything is optional but the keys of maps and the groups that lists and maps are stored with, whose names are <c>list</c>, <c>item</c>, <c>key_value</c>, <c>key</c> and <c>value</c>.
/// Logical types stand beside the converted types of older readers where there is one. 32 and 64 bits signed have no annotation; decimals are big-endian bytes
/// of the least length that holds their precision.
/// </remarks>
internal static class SchemaElementWriter
{
    private const int Required = (int)Repetition.Required;
    private const int Optional = (int)Repetition.Optional;
    private const int Repeated = (int)Repetition.Repeated;

    /// <summary>The schema list with its header, as the value of a field.</summary>
    public static void Write(CompactWriter writer, short field, Schema schema)
    {
        writer.List(field, CompactType.Struct, 1 + schema.Fields.Sum(f => Count(f.Type)));
        writer.BeginElement();
        writer.Int32(3, Required);
        writer.Text(4, "schema");
        writer.Int32(5, schema.Fields.Length);
        writer.End();
        foreach (var column in schema.Fields)
            Write(writer, column.Name, column.Type, Optional);
    }

    /// <summary>The bytes of a value of a type that is stored as fixed-length bytes, else 0.</summary>
    public static int FixedLength(ColumnType type) => type.Kind switch
    {
        ColumnKind.FixedBinary or ColumnKind.Uuid => type.Length,
        ColumnKind.Decimal => DecimalLength(type.Precision),
        ColumnKind.Half => 2,
        _ => 0,
    };

    private static int Count(ColumnType type) => type.Kind switch
    {
        ColumnKind.List => 2 + Count(type.Children[0].Type),
        ColumnKind.Map => 2 + Count(type.Children[0].Type) + Count(type.Children[1].Type),
        ColumnKind.Struct => 1 + type.Children.Sum(c => Count(c.Type)),
        _ => 1,
    };

    private static void Write(CompactWriter writer, string name, ColumnType type, int repetition)
    {
        switch (type.Kind)
        {
            case ColumnKind.List:
                Group(writer, name, repetition, 1, converted: 3, logical: 3);
                Group(writer, "list", Repeated, 1);
                Write(writer, "item", type.Children[0].Type, Optional);
                break;
            case ColumnKind.Map:
                Group(writer, name, repetition, 1, converted: 1, logical: 2);
                Group(writer, "key_value", Repeated, 2);
                Write(writer, "key", type.Children[0].Type, Required);
                Write(writer, "value", type.Children[1].Type, Optional);
                break;
            case ColumnKind.Struct:
                if (type.Children.IsEmpty)
                    throw ParquetErrors.EmptyStruct(name);
                Group(writer, name, repetition, type.Children.Length);
                foreach (var member in type.Children)
                    Write(writer, member.Name, member.Type, Optional);
                break;
            default:
                Leaf(writer, name, type, repetition);
                break;
        }
    }

    private static void Group(CompactWriter writer, string name, int repetition, int children, int converted = -1, short logical = 0)
    {
        writer.BeginElement();
        writer.Int32(3, repetition);
        writer.Text(4, name);
        writer.Int32(5, children);
        if (converted >= 0)
            writer.Int32(6, converted);
        if (logical > 0)
        {
            writer.Begin(10);
            writer.Empty(logical);
            writer.End();
        }
        writer.End();
    }

    private static void Leaf(CompactWriter writer, string name, ColumnType type, int repetition)
    {
        writer.BeginElement();
        writer.Int32(1, (int)Physical(type));
        if (FixedLength(type) is > 0 and var length)
            writer.Int32(2, length);
        else if (type.Kind == ColumnKind.FixedBinary)
            throw ParquetErrors.EmptyFixedBinary(name);
        writer.Int32(3, repetition);
        writer.Text(4, name);
        if (Converted(type) is >= 0 and var converted)
            writer.Int32(6, converted);
        if (type.Kind == ColumnKind.Decimal)
        {
            if (type.Scale < 0 || type.Scale > type.Precision)
                throw ParquetErrors.DecimalScale(name, type);
            writer.Int32(7, type.Scale);
            writer.Int32(8, type.Precision);
        }
        Logical(writer, type);
        writer.End();
    }

    private static PhysicalType Physical(ColumnType type) => type.Storage switch
    {
        ColumnStorage.Boolean => PhysicalType.Boolean,
        _ when FixedLength(type) > 0 => PhysicalType.FixedLengthByteArray,
        ColumnStorage.None or ColumnStorage.Int32 or ColumnStorage.UInt32 => PhysicalType.Int32,
        ColumnStorage.Int64 or ColumnStorage.UInt64 => PhysicalType.Int64,
        ColumnStorage.Float => PhysicalType.Float,
        ColumnStorage.Double => PhysicalType.Double,
        _ => PhysicalType.ByteArray,
    };

    /// <summary>The converted type, where there is one that says the same.</summary>
    private static int Converted(ColumnType type) => type.Kind switch
    {
        ColumnKind.String => 0,
        ColumnKind.Decimal => 5,
        ColumnKind.Date => 6,
        ColumnKind.UInt8 => 11,
        ColumnKind.UInt16 => 12,
        ColumnKind.UInt32 => 13,
        ColumnKind.UInt64 => 14,
        ColumnKind.Int8 => 15,
        ColumnKind.Int16 => 16,
        // Nanoseconds have none; the others stand beside the logical type even where a wall clock is meant, as Arrow has it.
        ColumnKind.Time => type.Unit switch { ColumnUnit.Millisecond => 7, ColumnUnit.Microsecond => 8, _ => -1 },
        ColumnKind.Timestamp => type.Unit switch { ColumnUnit.Millisecond => 9, ColumnUnit.Microsecond => 10, _ => -1 },
        _ => -1,
    };

    private static void Logical(CompactWriter writer, ColumnType type)
    {
        short choice = type.Kind switch
        {
            ColumnKind.String => 1,
            ColumnKind.Decimal => 5,
            ColumnKind.Date => 6,
            ColumnKind.Time => 7,
            ColumnKind.Timestamp => 8,
            ColumnKind.Int8 or ColumnKind.Int16 or ColumnKind.UInt8 or ColumnKind.UInt16 or ColumnKind.UInt32 or ColumnKind.UInt64 => 10,
            ColumnKind.Null => 11,
            ColumnKind.Uuid => 14,
            ColumnKind.Half => 15,
            _ => 0,
        };
        if (choice == 0)
            return;
        writer.Begin(10);
        writer.Begin(choice);
        switch (choice)
        {
            case 5:
                writer.Int32(1, type.Scale);
                writer.Int32(2, type.Precision);
                break;
            case 7 or 8:
                writer.Boolean(1, type.IsUtc);
                writer.Begin(2);
                writer.Empty((short)(type.Unit switch { ColumnUnit.Millisecond => 1, ColumnUnit.Microsecond => 2, _ => 3 }));
                writer.End();
                break;
            case 10:
                writer.Byte(1, type.Kind switch { ColumnKind.Int8 or ColumnKind.UInt8 => 8, ColumnKind.Int16 or ColumnKind.UInt16 => 16, ColumnKind.UInt32 => 32, _ => 64 });
                writer.Boolean(2, !type.IsUnsigned);
                break;
        }
        writer.End();
        writer.End();
    }

    /// <summary>The least number of bytes whose two's complement holds so many digits.</summary>
    private static int DecimalLength(int precision)
    {
        var max = Int128.Parse(new string('9', precision), System.Globalization.CultureInfo.InvariantCulture);
        var length = 1;
        while (length < 16 && max > (Int128.One << (8 * length - 1)) - 1)
            length++;
        return length;
    }
}
