using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Testing;

/// <summary>What Python finds in the index of a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">The type of the indexed values.</param>
/// <param name="IsPartitionKey">Whether it stems from the partition keys rather than from an index file.</param>
/// <param name="Entries">Per value, the labels of the partitions that hold it.</param>
public sealed record GoldenIndex(
    string Column,
    ColumnType Type,
    bool IsPartitionKey,
    ImmutableArray<(GoldenLiteral Value, ImmutableArray<string> Labels)> Entries);
