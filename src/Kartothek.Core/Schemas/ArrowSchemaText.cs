using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using ArrowField = Apache.Arrow.Field;
using ArrowSchema = Apache.Arrow.Schema;

namespace Kartothek.Core;

/// <summary>The text under <c>ARROW:schema</c> in a footer's key-value metadata: an Arrow IPC schema message in base64, which alone tells <c>large_string</c> from <c>string</c>.</summary>
internal static class ArrowSchemaText
{
    /// <summary>The name of the entry.</summary>
    public const string Key = "ARROW:schema";

    /// <summary>The text of a text index for Plateau: the column as <c>large_string</c>, and the labels as a list of <c>string</c>.</summary>
    public static string OfLargeStringIndex(string column)
    {
        var labels = new ListType(new ArrowField("item", StringType.Default, nullable: true));
        var schema = new ArrowSchema([new ArrowField(column, LargeStringType.Default, nullable: true), new ArrowField(IndexColumn.Labels, labels, nullable: true)], null);
        using var bytes = new MemoryStream();
        using (var writer = new ArrowStreamWriter(bytes, schema, leaveOpen: true))
        {
            // The message alone, without the mark that ends a stream of batches.
            writer.WriteStart();
        }
        return Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Whether a text says that a column is <c>large_string</c>; false too where it can't be read.</summary>
    public static bool HasLargeString(string text, string column)
    {
        try
        {
            using var reader = new ArrowStreamReader(Convert.FromBase64String(text));
            return reader.Schema.GetFieldByName(column)?.DataType is LargeStringType;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or InvalidOperationException or NotSupportedException or NotImplementedException or ArgumentException or EndOfStreamException or IndexOutOfRangeException)
        {
            // Readers never need the entry; a foreign writer's nonsense hides nothing.
            return false;
        }
    }
}
