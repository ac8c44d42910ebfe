using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The values of partition columns, between the text in a key and the constant of a scan.</summary>
internal static class PartitionValue
{
    /// <summary>The constant that a key says, in the type of the dataset's schema.</summary>
    /// <param name="pair">Column and encoded text.</param>
    /// <param name="type">The column's type.</param>
    /// <param name="key">The key, for messages.</param>
    /// <exception cref="KartothekException">
    /// The text isn't a value of the type (<see cref="ErrorKind.Corrupt"/>), or the type can't be that of a partition column
    /// (<see cref="ErrorKind.NotSupported"/>).
    /// </exception>
    public static ConstantScalar Parse(KeyPair pair, ColumnType type, string key)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.IsNested || type.Kind == ColumnKind.Null)
        {
            throw CoreErrors.PartitionType(pair.Column, type);
        }
        return ValueText.TryParse(PercentCode.DecodeBytes(pair.EncodedValue), type, out var value)
            ? new ConstantScalar(value, type)
            : throw CoreErrors.PartitionText(pair, type, key);
    }

    /// <summary>
    /// The part of a label or key for a column and its value: <c>country=C%C3%B4te</c>. A slash in either is encoded, so that it is
    /// read back whole.
    /// </summary>
    /// <exception cref="KartothekException">The value is null (<see cref="ErrorKind.Invalid"/>): the format has no text for it.</exception>
    public static string Format(string column, ConstantScalar value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Value is null
            ? throw CoreErrors.PartitionIsNull(column)
            : $"{PercentCode.EncodeValue(Encoding.UTF8.GetBytes(column))}={PercentCode.EncodeValue(ValueText.Format(value.Value, value.Type))}";
    }
}
