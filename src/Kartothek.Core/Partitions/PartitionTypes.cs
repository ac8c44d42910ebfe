using System.Collections.Immutable;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The types of partition columns, which keys can hold more exactly than the schema file says.</summary>
internal static class PartitionTypes
{
    /// <summary>
    /// The column with the type that holds all values in the keys. Python keeps timestamps in ns and prints all nine digits into keys,
    /// while its schema files say µs: where a key has a fraction that the schema's unit can't hold, the column is in ns.
    /// </summary>
    public static Field Of(Field field, ImmutableArray<Partition> partitions, string table)
    {
        if (field.Type.Kind != ColumnKind.Timestamp || field.Type.Unit == ColumnUnit.Nanosecond)
        {
            return field;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var partition in partitions)
        {
            var key = partition.FileOf(table) ?? (partition.Files is [var first, ..] ? first.Key : "");
            foreach (var pair in DataKey.Parse(key).Pairs)
            {
                if (pair.Column == field.Name && seen.Add(pair.EncodedValue) && NeedsNanoseconds(pair.EncodedValue, field.Type.Unit))
                {
                    return field with { Type = ColumnType.Timestamp(ColumnUnit.Nanosecond, field.Type.IsUtc) };
                }
            }
        }
        return field;
    }

    private static bool NeedsNanoseconds(string encoded, ColumnUnit unit)
    {
        var text = Encoding.UTF8.GetString(PercentCode.DecodeBytes(encoded));
        return !TimeText.TryParseTimestamp(text, unit, out _) && TimeText.TryParseTimestamp(text, ColumnUnit.Nanosecond, out _);
    }
}
