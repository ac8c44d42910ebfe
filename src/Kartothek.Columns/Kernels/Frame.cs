namespace Kartothek.Columns;

/// <summary>The rows that kernels run over: a block, a selection of its rows, or the entries of a dictionary.</summary>
internal abstract class Frame
{
    /// <summary>Rows.</summary>
    internal int Length { get; private protected set; }

    /// <summary>The values of a column, by its position in the schema that the kernels were compiled for.</summary>
    internal abstract Vector Column(int ordinal);
}
