using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>A part of a key that a scan groups by.</summary>
/// <param name="Scalar">Its value: equal where the C# values are, though it may tell more apart where <see cref="IsFiner"/>.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="IsFiner">Whether different scalars may be one C# value: names of one constant of an enum, nanoseconds.</param>
internal sealed record GroupKeyPart(Scalar Scalar, Type Type, bool IsFiner)
{
    /// <inheritdoc/>
    public override string ToString() => Scalar.ToString();
}
