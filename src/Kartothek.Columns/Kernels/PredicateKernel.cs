namespace Kartothek.Columns;

/// <summary>Decides a two-valued expression for each row.</summary>
internal abstract class PredicateKernel
{
    /// <summary>Sets the flag of each row; <paramref name="mask"/> has <see cref="Frame.Length"/> of them.</summary>
    internal abstract void Evaluate(Frame frame, Span<bool> mask);
}
