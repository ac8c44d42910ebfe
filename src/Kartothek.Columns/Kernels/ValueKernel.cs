namespace Kartothek.Columns;

/// <summary>Computes the values of an expression. Owns the vector that it returns, and overwrites it at the next call.</summary>
internal abstract class ValueKernel
{
    /// <summary>A vector of <see cref="Frame.Length"/> rows, of any shape.</summary>
    internal abstract Vector Evaluate(Frame frame);
}
