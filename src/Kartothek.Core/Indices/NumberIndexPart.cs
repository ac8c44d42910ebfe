using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The distinct values of a column of fixed width in a file.</summary>
/// <param name="field">The column.</param>
/// <param name="label">The file.</param>
/// <param name="keys">The values as keys (<see cref="NumberKeys"/>), ascending and distinct.</param>
internal sealed class NumberIndexPart(Field field, string label, ulong[] keys) : IndexPart(field, label)
{
    /// <inheritdoc/>
    public override int Count => keys.Length;

    /// <summary>The values as keys, ascending and distinct.</summary>
    public ReadOnlySpan<ulong> Keys => keys;

    /// <summary>The same, for a merge, which doesn't change it.</summary>
    internal ulong[] KeyArray => keys;
}
