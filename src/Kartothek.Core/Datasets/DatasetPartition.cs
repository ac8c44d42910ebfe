using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A partition of a dataset's table: one data file.</summary>
public sealed class DatasetPartition
{
    private readonly PartitionKeys _keys;

    internal DatasetPartition(PartitionKeys keys, int ordinal, string label, string key)
    {
        _keys = keys;
        Ordinal = ordinal;
        Label = label;
        Key = key;
        Format = key.EndsWith(".csv.gz", StringComparison.Ordinal) ? FileFormat.CompressedCsv
            : key.EndsWith(".csv", StringComparison.Ordinal) ? FileFormat.Csv
            : FileFormat.Parquet;
    }

    /// <summary>The position in the header, from 0: the order in which rows are read.</summary>
    public int Ordinal { get; }

    /// <summary>The name of the partition inside the dataset, as the header writes it.</summary>
    public string Label { get; }

    /// <summary>The key of the data file in the store.</summary>
    public string Key { get; }

    /// <summary>How the file is stored.</summary>
    public FileFormat Format { get; }

    /// <summary>The values of the partition columns, in their order, decoded from the key. One is null only where a foreign writer left its column out of the key.</summary>
    public ImmutableArray<ConstantScalar> Values => _keys.ValuesOf(Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Label;
}
