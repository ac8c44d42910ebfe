using System.Reflection;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>A member of a record and the column that it reads.</summary>
/// <param name="Member">The property or field.</param>
/// <param name="MemberType">Its type, <see cref="Nullable{T}"/> included.</param>
/// <param name="Column">The column as the dataset's schema has it; it needn't have the member's width.</param>
/// <param name="IsEnumByName">Whether the member is an enum whose names are stored as text (else its numbers are).</param>
internal sealed record MemberColumn(MemberInfo Member, Type MemberType, Field Column, bool IsEnumByName = false)
{
    /// <summary>Whether a null of the column has a value of the member: null of a reference or nullable type, NaN of a floating one.</summary>
    public bool TakesNull =>
        !MemberType.IsValueType || Nullable.GetUnderlyingType(MemberType) is not null
        || MemberType == typeof(double) || MemberType == typeof(float) || MemberType == typeof(Half);
}
