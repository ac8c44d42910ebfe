namespace Kartothek.Linq;

/// <summary>Names the column of a member, instead of the convention (exact name, then snake_case ↔ PascalCase).</summary>
/// <remarks>
/// The name is taken exactly, case included. On the parameter of a record's constructor it counts for the member of that
/// name. <c>System.ComponentModel.DataAnnotations.Schema.ColumnAttribute</c> means the same, and its <c>NotMappedAttribute</c>
/// leaves a member out.
/// </remarks>
/// <param name="name">The column's name as the dataset's schema has it.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ColumnAttribute(string name) : Attribute
{
    /// <summary>The column's name as the dataset's schema has it.</summary>
    public string Name { get; } = name;
}
