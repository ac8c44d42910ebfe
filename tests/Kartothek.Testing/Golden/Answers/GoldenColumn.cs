using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Testing;

/// <summary>A column of a dataset's schema and its values over all rows.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type; of a CSV column, whose type isn't recorded, the narrowest that holds its values.</param>
/// <param name="IsTyped">Whether the type is recorded.</param>
/// <param name="Zone">The time zone of a timestamp, where one is recorded.</param>
/// <param name="Values">The values in the form that <see cref="GoldenValues"/> describes.</param>
public sealed record GoldenColumn(string Name, ColumnType Type, bool IsTyped, string? Zone, ImmutableArray<object?> Values)
{
    /// <summary>Whether a row is null.</summary>
    public bool HasNulls { get; } = Values.Contains(null);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}";
}
