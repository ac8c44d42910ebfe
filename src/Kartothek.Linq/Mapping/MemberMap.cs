using System.Reflection;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>One member of a record type and the column that it reads.</summary>
/// <param name="Member">The property or field, as <see cref="RecordMap.RecordType"/> reflects it.</param>
/// <param name="Type">The member's type.</param>
/// <param name="Column">The column, as the dataset's schema has it.</param>
/// <param name="AcceptsNull">Whether the member may hold null: <c>T?</c>, or a reference type that isn't declared as never null.</param>
internal sealed record MemberMap(MemberInfo Member, Type Type, Field Column, bool AcceptsNull)
{
    /// <summary>The member's name.</summary>
    public string Name => Member.Name;

    /// <summary>The member's type without <see cref="Nullable{T}"/>.</summary>
    public Type ValueType { get; } = Nullable.GetUnderlyingType(Type) ?? Type;

    /// <summary>Whether the member is <see cref="Nullable{T}"/>.</summary>
    public bool IsNullableValue => ValueType != Type;

    /// <summary>
    /// Whether a null of the column is NaN here: in floating members that aren't nullable, in predicates and aggregates too.
    /// As a scalar such a member is <c>Coalesce(column, NaN)</c>.
    /// </summary>
    public bool ReadsNullAsNaN => !IsNullableValue && (Type == typeof(double) || Type == typeof(float) || Type == typeof(Half));

    /// <summary>Whether the member is an enum in a text column: its value is the name of one of the enum's constants.</summary>
    public bool IsEnumByName => ValueType.IsEnum && Column.Type.Kind == ColumnKind.String;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Column.Name}: {Column.Type})";
}
