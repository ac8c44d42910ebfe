using System.Collections.Immutable;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The label of a new partition (format.md 1.2): <c>country=DE/day=2024-03-05/</c> and a name that is unique in the dataset.</summary>
internal static class PartitionLabel
{
    /// <summary>The label of a partition. Slashes in values are encoded, so that they are read back whole.</summary>
    /// <param name="columns">The partition columns in their order.</param>
    /// <param name="values">The value of each.</param>
    /// <param name="name">The name behind them, 32 hexadecimal digits by custom.</param>
    /// <exception cref="KartothekException">
    /// A value is null or NaN, or text with half a surrogate pair (<see cref="ErrorKind.Invalid"/>), or its type can't be read back (<see cref="ErrorKind.NotSupported"/>, see <see cref="Check"/>).
    /// </exception>
    public static string Of(ImmutableArray<string> columns, ReadOnlySpan<ConstantScalar> values, string name)
    {
        var label = new StringBuilder();
        for (var i = 0; i < columns.Length; i++)
        {
            Check(new Field(columns[i], values[i].Type));
            switch (values[i].Value)
            {
                case double.NaN or float.NaN:
                    throw CoreErrors.PartitionIsNaN(columns[i]);
                case string text when !IsWellFormed(text):
                    throw CoreErrors.PartitionIsNotText(columns[i]);
            }
            label.Append(PartitionValue.Format(columns[i], values[i])).Append('/');
        }
        return label.Append(name).ToString();
    }

    /// <summary>Refuses columns whose values Python can't read back from a key: binary, UUIDs, timestamps with a zone, nested and null columns.</summary>
    /// <exception cref="KartothekException">The type is one of those (<see cref="ErrorKind.NotSupported"/>).</exception>
    public static void Check(Field column)
    {
        ArgumentNullException.ThrowIfNull(column);
        var type = column.Type;
        if (type.IsNested
            || type.Kind is ColumnKind.Null or ColumnKind.Binary or ColumnKind.FixedBinary or ColumnKind.Uuid
            || (type.Kind == ColumnKind.Timestamp && type.IsUtc))
        {
            throw CoreErrors.PartitionTypeIsNotWritable(column);
        }
    }

    /// <summary>Whether a text has no half of a surrogate pair, so that UTF-8 can hold it.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }
            text = text[used..];
        }
        return true;
    }
}
