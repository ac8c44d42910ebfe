using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Refuses names that could be written, and not read again.</summary>
internal static class ColumnNames
{
    /// <summary>Checks the columns of a schema, and the fields of their structures.</summary>
    /// <exception cref="KartothekException">A name isn't UTF-16, or a structure has two fields of one name (<see cref="ErrorKind.Invalid"/>).</exception>
    public static void Check(Schema schema)
    {
        foreach (var field in schema.Fields)
        {
            Check(field);
        }
    }

    /// <summary>Checks a column, and the fields of its structures.</summary>
    /// <inheritdoc cref="Check(Schema)"/>
    public static void Check(Field column) => Check(column, column);

    private static void Check(Field column, Field part)
    {
        if (!PartitionLabel.IsWellFormed(part.Name))
        {
            throw CoreErrors.NameIsNotText(column, part);
        }
        if (!part.Type.IsNested)
        {
            return;
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in part.Type.Children)
        {
            if (part.Type.Kind == ColumnKind.Struct && !names.Add(child.Name))
            {
                throw CoreErrors.FieldTwice(column, child.Name);
            }
            Check(column, child);
        }
    }
}
