using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>What a member of a record, or a part of a nested one, is written to. Compared by value.</summary>
/// <param name="Type">The .NET type.</param>
/// <param name="Column">The column's name.</param>
/// <param name="ColumnType">The type that is written.</param>
/// <param name="AcceptsNull">Whether both the member and the column may be null.</param>
/// <param name="Member">The member's name with its record, for messages.</param>
/// <param name="Truncates">Whether a time loses digits that the column hasn't.</param>
internal sealed record WriteTarget(Type Type, string Column, ColumnType ColumnType, bool AcceptsNull, string Member, bool Truncates)
{
    /// <summary>The type without <see cref="Nullable{T}"/>.</summary>
    public Type ValueType { get; } = Nullable.GetUnderlyingType(Type) ?? Type;

    /// <summary>The target of a list's element, or of a map's key or value. A reference there may be null.</summary>
    public WriteTarget Part(Type type, Field field) =>
        new(type, Column, field.Type, field.IsNullable && (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null), Member, Truncates);
}
