using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>How records become columns. Immutable.</summary>
public sealed record RecordOptions
{
    /// <summary>How the columns of a new dataset are named. Without effect where the dataset exists.</summary>
    public NamingPolicy Naming { get; init; }

    /// <summary>The types of columns of a new dataset that aren't to have the type that goes with their member, by the member's name. Comes before <c>[Column(TypeName = …)]</c>.</summary>
    public ImmutableDictionary<string, ColumnType> Types { get; init; } = ImmutableDictionary<string, ColumnType>.Empty;

    /// <summary>Whether a time is cut down to the column's unit (microseconds where nothing else was said), towards the past; otherwise digits that would be lost are an error.</summary>
    /// <remarks>.NET counts in tenths of a microsecond, so that most values that a clock gives have such a digit.</remarks>
    public bool TruncatesTimes { get; init; }

    /// <summary>Whether a member that a dataset has no column for adds one to it, null in the rows that are there already; otherwise it is an error.</summary>
    public bool AddsColumns { get; init; }

    /// <summary>Whether the records are values of a column, whose fields stay as they are.</summary>
    internal bool IsNested { get; init; }

    internal static RecordOptions Default { get; } = new();
}
