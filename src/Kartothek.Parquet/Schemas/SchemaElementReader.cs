using System.Text;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Reads the schema list of a footer.</summary>
internal static class SchemaElementReader
{
    public static SchemaElement[] ReadAll(ref CompactReader reader, CompactType type)
    {
        var elements = new SchemaElement[reader.ReadList(type, CompactType.Struct)];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = Read(ref reader);
        return elements;
    }

    private static SchemaElement Read(ref CompactReader reader)
    {
        var element = new SchemaElement();
        var logical = default(Annotation);
        var converted = default(Annotation);
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1:
                    element.PhysicalType = reader.ReadInt32(type);
                    if (element.PhysicalType is < 0 or > 7)
                        throw new CompactFormatException($"a column has the unknown physical type {element.PhysicalType}");
                    break;
                case 2: element.TypeLength = reader.ReadInt32(type); break;
                case 3:
                    var repetition = reader.ReadInt32(type);
                    if (repetition is < 0 or > 2)
                        throw new CompactFormatException($"a column has the unknown repetition {repetition}");
                    element.Repetition = (Repetition)repetition;
                    break;
                case 4: element.Name = Encoding.UTF8.GetString(reader.ReadBinary(type)); break;
                case 5: element.ChildCount = reader.ReadInt32(type); break;
                case 6: converted = Annotation.FromConverted(reader.ReadInt32(type)); break;
                case 7: element.Scale = reader.ReadInt32(type); break;
                case 8: element.Precision = reader.ReadInt32(type); break;
                case 10: logical = ReadLogicalType(ref reader, type); break;
                default: reader.Skip(type); break;
            }
        }
        // An unknown logical type beside a known converted type: the latter is what its writer wants old readers to see.
        element.Annotation = logical.Kind is AnnotationKind.None or AnnotationKind.Unknown && converted.Kind != AnnotationKind.None ? converted : logical;
        return element;
    }

    private static Annotation ReadLogicalType(ref CompactReader reader, CompactType type)
    {
        reader.ReadStruct(type);
        var annotation = default(Annotation);
        for (short field = 0; reader.NextField(ref field, out var member);)
        {
            switch (field)
            {
                case 5: annotation = ReadDecimal(ref reader, member); break;
                case 7: annotation = ReadTime(ref reader, member, AnnotationKind.Time); break;
                case 8: annotation = ReadTime(ref reader, member, AnnotationKind.Timestamp); break;
                case 10: annotation = ReadInteger(ref reader, member); break;
                default:
                    annotation = new(field switch
                    {
                        1 or 12 => AnnotationKind.Text,
                        2 => AnnotationKind.Map,
                        3 => AnnotationKind.List,
                        4 or 13 => AnnotationKind.Bytes,
                        6 => AnnotationKind.Date,
                        11 => AnnotationKind.Null,
                        14 => AnnotationKind.Uuid,
                        15 => AnnotationKind.Half,
                        _ => AnnotationKind.Unknown,
                    });
                    reader.Skip(member);
                    break;
            }
        }
        return annotation;
    }

    private static Annotation ReadDecimal(ref CompactReader reader, CompactType structure)
    {
        reader.ReadStruct(structure);
        int scale = 0, precision = 0;
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1: scale = reader.ReadInt32(type); break;
                case 2: precision = reader.ReadInt32(type); break;
                default: reader.Skip(type); break;
            }
        }
        return new(AnnotationKind.Decimal) { Scale = scale, Precision = precision };
    }

    private static Annotation ReadTime(ref CompactReader reader, CompactType structure, AnnotationKind kind)
    {
        reader.ReadStruct(structure);
        var isUtc = false;
        short unit = 0;
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1: isUtc = reader.ReadBoolean(type); break;
                case 2:
                    reader.ReadStruct(type);
                    for (short member = 0; reader.NextField(ref member, out var inner);)
                    {
                        unit = member;
                        reader.Skip(inner);
                    }
                    break;
                default: reader.Skip(type); break;
            }
        }
        return unit switch
        {
            1 => new(kind) { Unit = ColumnUnit.Millisecond, IsUtc = isUtc },
            2 => new(kind) { Unit = ColumnUnit.Microsecond, IsUtc = isUtc },
            3 => new(kind) { Unit = ColumnUnit.Nanosecond, IsUtc = isUtc },
            _ => new(AnnotationKind.Unknown),
        };
    }

    private static Annotation ReadInteger(ref CompactReader reader, CompactType structure)
    {
        reader.ReadStruct(structure);
        var width = 0;
        var isSigned = false;
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1: width = reader.ReadInt32(type); break;
                case 2: isSigned = reader.ReadBoolean(type); break;
                default: reader.Skip(type); break;
            }
        }
        return width is 8 or 16 or 32 or 64 ? new(AnnotationKind.Integer) { BitWidth = width, IsSigned = isSigned } : new(AnnotationKind.Unknown);
    }
}
