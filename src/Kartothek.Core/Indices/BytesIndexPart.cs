using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The distinct values of a text or binary column in a file.</summary>
/// <param name="field">The column.</param>
/// <param name="label">The file.</param>
/// <param name="values">The values, ascending by their bytes and distinct.</param>
internal sealed class BytesIndexPart(Field field, string label, BytesVector values) : IndexPart(field, label)
{
    /// <inheritdoc/>
    public override int Count => values.Length;

    /// <summary>The values, ascending by their bytes and distinct.</summary>
    public BytesVector Values => values;
}
