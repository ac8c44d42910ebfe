namespace Kartothek.Columns;

/// <summary>The values of a column as they lie in the block.</summary>
internal sealed class ColumnKernel(int ordinal) : ValueKernel
{
    internal override Vector Evaluate(Frame frame) => frame.Column(ordinal);
}
