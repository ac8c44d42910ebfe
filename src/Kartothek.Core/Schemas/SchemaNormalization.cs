using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The schema that a dataset has for the rows that it is given (format.md 3.2 to 3.4).</summary>
internal static class SchemaNormalization
{
    /// <summary>
    /// The columns as <c>_common_metadata</c> has them: widest integers and floating-point numbers, all nullable, partition columns first in their
    /// order, the others by name in the order of code points, as Python compares text.
    /// </summary>
    /// <param name="data">The columns of the rows.</param>
    /// <param name="partitionOn">The partition columns; those that the rows lack are left out.</param>
    public static Schema Normalize(Schema data, ImmutableArray<string> partitionOn)
    {
        ArgumentNullException.ThrowIfNull(data);
        return InOrder(data.Fields.Select(f => new Field(f.Name, Normalize(f.Type))), partitionOn);
    }

    /// <summary>
    /// The type that the schema has for a type: int64, uint64, double; lists likewise, with the child <c>item</c>; milliseconds as µs. Others, structures and maps among
    /// them, are unchanged, and so are nanoseconds: both libraries read and update them, and µs can't hold them.
    /// </summary>
    public static ColumnType Normalize(ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type switch
        {
            { IsUnsigned: true } => ColumnType.UInt64,
            { IsInteger: true } => ColumnType.Int64,
            { IsFloating: true } => ColumnType.Double,
            { Kind: ColumnKind.Timestamp, Unit: ColumnUnit.Millisecond } => ColumnType.Timestamp(ColumnUnit.Microsecond, type.IsUtc),
            { Kind: ColumnKind.List } => ColumnType.List(new Field("item", Normalize(type.Children[0].Type))),
            _ => type,
        };
    }

    /// <summary>Puts columns into the order of <c>_common_metadata</c>, leaving them as they are.</summary>
    public static Schema InOrder(IEnumerable<Field> fields, ImmutableArray<string> partitionOn)
    {
        Field[] all = [.. fields];
        var keys = partitionOn.Select(k => Array.Find(all, f => f.Name == k)).OfType<Field>();
        var others = all.Where(f => !partitionOn.Contains(f.Name)).Order(Comparer<Field>.Create((a, b) => CodePointOrder.Compare(a.Name, b.Name)));
        return new Schema([.. keys, .. others]);
    }
}
