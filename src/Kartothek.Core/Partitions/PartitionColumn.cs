using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The values of one partition column over all partitions, from their keys: what Python calls the primary index.</summary>
/// <remarks>Distinct values are kept once, however many partitions share them.</remarks>
internal sealed class PartitionColumn
{
    private readonly int[] _codes;

    private PartitionColumn(Field field, ImmutableArray<ConstantScalar> values, int[] codes) => (Field, Values, _codes) = (field, values, codes);

    /// <summary>Name and type.</summary>
    public Field Field { get; }

    /// <summary>The distinct texts' values in the order of their first partition.</summary>
    public ImmutableArray<ConstantScalar> Values { get; }

    /// <summary>Per partition the position of its value in <see cref="Values"/>, or -1 where its key doesn't name the column.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>The value of a partition, or null where its key doesn't name the column.</summary>
    public ConstantScalar? this[int partition] => _codes[partition] is >= 0 and var code ? Values[code] : null;

    /// <summary>Reads the values of all columns from the keys of one table's files.</summary>
    /// <param name="partitions">The partitions; those without a file of the table get the value of their first file's key.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">The partition columns with their types.</param>
    /// <exception cref="KartothekException">A key's text isn't a value of its column's type (<see cref="ErrorKind.Corrupt"/>).</exception>
    public static ImmutableArray<PartitionColumn> ReadAll(ImmutableArray<Partition> partitions, string table, IReadOnlyList<Field> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var codes = new int[columns.Count][];
        var seen = new Dictionary<string, int>[columns.Count];
        var values = new ImmutableArray<ConstantScalar>.Builder[columns.Count];
        for (var c = 0; c < columns.Count; c++)
        {
            codes[c] = new int[partitions.Length];
            Array.Fill(codes[c], -1);
            seen[c] = new Dictionary<string, int>(StringComparer.Ordinal);
            values[c] = ImmutableArray.CreateBuilder<ConstantScalar>();
        }
        for (var p = 0; columns.Count > 0 && p < partitions.Length; p++)
        {
            var key = partitions[p].FileOf(table) ?? (partitions[p].Files is [var first, ..] ? first.Key : "");
            foreach (var pair in DataKey.Parse(key).Pairs)
            {
                var c = IndexOf(columns, pair.Column);
                if (c < 0)
                {
                    continue;
                }
                if (!seen[c].TryGetValue(pair.EncodedValue, out var code))
                {
                    code = values[c].Count;
                    values[c].Add(PartitionValue.Parse(pair, columns[c].Type, key));
                    seen[c].Add(pair.EncodedValue, code);
                }
                codes[c][p] = code;
            }
        }
        return [.. columns.Select((field, c) => new PartitionColumn(field, values[c].DrainToImmutable(), codes[c]))];
    }

    private static int IndexOf(IReadOnlyList<Field> columns, string name)
    {
        for (var c = 0; c < columns.Count; c++)
        {
            if (columns[c].Name == name)
            {
                return c;
            }
        }
        return -1;
    }
}
