using System.Globalization;

namespace Kartothek.Linq;

/// <summary>Which record of the source a row of the current block is, for messages.</summary>
internal class RowNumbers
{
    /// <summary>The records before this block.</summary>
    public long Before { get; set; }

    /// <summary>What the rows are called in messages.</summary>
    public string Where { get; init; } = "of the rows to be written";

    /// <summary>The number of the record that a value belongs to, from 0.</summary>
    public virtual long Of(int row) => Before + row;

    /// <summary>The place of a row as a message says it.</summary>
    public string Describe(int row) => string.Create(CultureInfo.InvariantCulture, $"row {Of(row)} {Where}");
}
