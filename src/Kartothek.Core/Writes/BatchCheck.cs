using System.Text.Unicode;
using Apache.Arrow;
using Kartothek.Columns;
using Field = Kartothek.Columns.Field;
using Schema = Kartothek.Columns.Schema;

namespace Kartothek.Core;

/// <summary>Refuses record batches that contradict themselves, which Arrow's classes don't check.</summary>
internal static class BatchCheck
{
    /// <summary>Checks a batch before it is read.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="schema">The schema of its source.</param>
    /// <exception cref="KartothekException">It has other columns than the schema or arrays of other lengths, or a text is outside of its buffer or no UTF-8 (<see cref="ErrorKind.Invalid"/>).</exception>
    public static void Check(RecordBatch batch, Schema schema)
    {
        if (batch.ColumnCount != schema.Fields.Length)
        {
            throw CoreErrors.BatchColumns(batch.ColumnCount, schema.Fields.Length);
        }
        for (var i = 0; i < schema.Fields.Length; i++)
        {
            var array = batch.Column(i);
            if (array.Length != batch.Length)
            {
                throw CoreErrors.BatchLength(schema.Fields[i], array.Length, batch.Length);
            }
            CheckValues(array, schema.Fields[i]);
        }
    }

    private static void CheckValues(IArrowArray array, Field column)
    {
        switch (array)
        {
            case DictionaryArray coded:
                CheckValues(coded.Dictionary, column);
                return;
            case BinaryArray { Length: > 0 } bytes:
                CheckBytes(bytes, column);
                return;
            case MapArray { Length: > 0 } map:
                CheckOffsets(map.ValueOffsets, Math.Min(map.Keys.Length, map.Values.Length), column);
                CheckValues(map.Keys, column);
                CheckValues(map.Values, column);
                return;
            case ListArray { Length: > 0 } list:
                CheckOffsets(list.ValueOffsets, list.Values.Length, column);
                CheckValues(list.Values, column);
                return;
            case StructArray structure:
                foreach (var field in structure.Fields)
                {
                    if (field.Length < structure.Length)
                    {
                        throw CoreErrors.BatchLength(column, field.Length, structure.Length);
                    }
                    CheckValues(field, column);
                }
                return;
        }
    }

    private static void CheckOffsets(ReadOnlySpan<int> offsets, int length, Field column)
    {
        for (var i = 0; i + 1 < offsets.Length; i++)
        {
            if (offsets[i] < 0 || offsets[i + 1] < offsets[i] || offsets[i + 1] > length)
            {
                throw CoreErrors.BatchOffsets(column, i);
            }
        }
    }

    private static void CheckBytes(BinaryArray bytes, Field column)
    {
        var offsets = bytes.ValueOffsets;
        var data = bytes.ValueBuffer.Span;
        CheckOffsets(offsets, data.Length, column);
        if (bytes is StringArray && !AreTexts(offsets, data))
        {
            // What is below a null doesn't matter.
            for (var i = 0; i < bytes.Length; i++)
            {
                if (bytes.IsValid(i) && !Utf8.IsValid(data[offsets[i]..offsets[i + 1]]))
                {
                    throw CoreErrors.BatchText(column, i);
                }
            }
        }
    }

    // Together they are UTF-8, and none begins within a character.
    private static bool AreTexts(ReadOnlySpan<int> offsets, ReadOnlySpan<byte> data)
    {
        if (!Utf8.IsValid(data[offsets[0]..offsets[^1]]))
        {
            return false;
        }
        foreach (var offset in offsets)
        {
            if (offset < offsets[^1] && (data[offset] & 0xC0) == 0x80)
            {
                return false;
            }
        }
        return true;
    }
}
