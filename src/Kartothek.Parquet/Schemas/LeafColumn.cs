using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>
/// A column as Parquet stores it: a leaf of the schema tree. A flat column is one leaf; a nested one has a leaf per primitive member.
/// </summary>
internal sealed class LeafColumn
{
    /// <summary>The names from the top-level column down to the leaf, with the groups that lists and maps are stored with.</summary>
    public required ImmutableArray<string> Path { get; init; }

    /// <summary><see cref="Path"/> joined by dots, as messages show it. Not unique where names contain dots.</summary>
    public string Name => Path.Length == 1 ? Path[0] : string.Join('.', Path);

    /// <summary>The position among the leaves, and so among the chunks of each row group.</summary>
    public int Ordinal { get; init; }

    /// <summary>The position of the top-level column in <see cref="ParquetFooter.Schema"/>.</summary>
    public int FieldOrdinal { get; init; }

    /// <summary>How values are stored.</summary>
    public required PhysicalType PhysicalType { get; init; }

    /// <summary>Bytes of a <see cref="Parquet.PhysicalType.FixedLengthByteArray"/> value; else 0.</summary>
    public int TypeLength { get; init; }

    /// <summary>The logical type of a value.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>The definition level of a value that isn't null; 0 for a column that is required all the way.</summary>
    public int MaxDefinitionLevel { get; init; }

    /// <summary>The number of repeated ancestors, itself included.</summary>
    public int MaxRepetitionLevel { get; init; }

    /// <summary>Whether the leaf is a top-level column of its own, with one value or null per row.</summary>
    public bool IsFlat => Path.Length == 1 && MaxRepetitionLevel == 0;

    /// <summary>The order of its statistics.</summary>
    internal ValueOrder Order { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}";
}
