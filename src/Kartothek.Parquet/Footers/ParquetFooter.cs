using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>What the end of a Parquet file says of it: schema, row groups, where each column lies, statistics. Immutable.</summary>
public sealed partial class ParquetFooter
{
    /// <summary>The name of the file, for messages.</summary>
    public required string FileName { get; init; }

    /// <summary>The length of the file in bytes.</summary>
    public required long FileLength { get; init; }

    /// <summary>The columns by name with logical types; a nested column is one field.</summary>
    public required Schema Schema { get; init; }

    /// <summary>The leaves of the schema tree, in the order of the chunks.</summary>
    public required ImmutableArray<LeafColumn> Leaves { get; init; }

    /// <summary>The row groups in the order of rows.</summary>
    public ImmutableArray<RowGroup> RowGroups { get; internal set; } = [];

    /// <summary>Rows in the file.</summary>
    public long RowCount { get; init; }

    /// <summary>The writer, or an empty text.</summary>
    public string CreatedBy { get; init; } = "";
}
