using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>A part of a lambda on its way to a scalar.</summary>
/// <param name="Type">Its C# type, <see cref="Nullable{T}"/> included.</param>
internal abstract record Operand(Type Type)
{
    /// <summary>The C# type without <see cref="Nullable{T}"/>.</summary>
    public Type ValueType => Nullable.GetUnderlyingType(Type) ?? Type;

    /// <summary>A constant.</summary>
    /// <param name="Value">The value, or null.</param>
    /// <param name="Type">Its C# type.</param>
    public sealed record Constant(object? Value, Type Type) : Operand(Type);

    /// <summary>What depends on the row.</summary>
    /// <param name="Scalar">
    /// The value of the C# expression, though in a type of any width: a member in the type of its column, and a widening conversion of
    /// integers leaves it so. <see cref="ScalarConversion.Exact"/> gives the width that arithmetic needs.
    /// </param>
    /// <param name="Type">The C# type.</param>
    /// <param name="NamedEnum">The enum whose names the scalar holds as text; null for anything else.</param>
    public sealed record Column(Scalar Scalar, Type Type, Type? NamedEnum = null) : Operand(Type);

    /// <summary>The row itself.</summary>
    /// <param name="Type">The record type.</param>
    public sealed record Row(Type Type) : Operand(Type);
}
