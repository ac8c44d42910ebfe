namespace Kartothek.Core;

/// <summary>What a merge of schemas is for.</summary>
/// <param name="Action">How messages begin, without the name: <c>Cannot append to</c>.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="Rows">What the added schema is that of: <c>the new rows</c>.</param>
internal sealed record SchemaMergeContext(string Action, string Dataset, string Rows = "the new rows")
{
    /// <summary>Rows are appended.</summary>
    public static SchemaMergeContext Append(string dataset) => new("Cannot append to", dataset);

    /// <summary>Whether nullable columns that the dataset lacks are added to it. Columns that aren't nullable never are: the rows that exist have no value for them.</summary>
    public bool AddsColumns { get; init; } = true;

    /// <summary>Whether the rows may lack columns, but for partition columns: the writer fills them with nulls. Otherwise that is a violation, as in Python.</summary>
    public bool FillsMissingColumns { get; init; }
}
