namespace Kartothek.Columns;

/// <summary>An aggregate over each group of rows. Immutable.</summary>
public sealed record GroupAggregate
{
    /// <summary>Creates an aggregate.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="argument">What is aggregated; null for <see cref="GroupAggregateKind.Count"/> only.</param>
    /// <exception cref="KartothekException">The aggregate doesn't take the argument's type (<see cref="ErrorKind.Invalid"/>).</exception>
    public GroupAggregate(GroupAggregateKind kind, Scalar? argument = null)
    {
        if (argument is null != (kind == GroupAggregateKind.Count)) throw ColumnsErrors.GroupArgument(kind, argument);
        if (argument is not null && !Takes(kind, argument.Type)) throw ColumnsErrors.GroupArgument(kind, argument);
        Kind = kind;
        Argument = argument;
    }

    /// <summary>Which.</summary>
    public GroupAggregateKind Kind { get; }

    /// <summary>What is aggregated; null for <see cref="GroupAggregateKind.Count"/>.</summary>
    public Scalar? Argument { get; }

    /// <summary>Whether an aggregate takes values of a type. Min and Max take what lies in a <see cref="FlatVector{T}"/>.</summary>
    public static bool Takes(GroupAggregateKind kind, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return kind switch
        {
            GroupAggregateKind.CountWhere => type.Kind == ColumnKind.Boolean,
            GroupAggregateKind.CountDistinct => IsKey(type),
            GroupAggregateKind.Sum => type.IsInteger || type.IsFloating || type.Kind == ColumnKind.Decimal,
            GroupAggregateKind.Min or GroupAggregateKind.Max => IsKey(type) && type.Storage != ColumnStorage.Bytes,
            _ => false,
        };
    }

    /// <summary>Whether rows can be grouped by values of a type: all but nested ones.</summary>
    public static bool IsKey(ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Storage is not (ColumnStorage.Nested or ColumnStorage.None);
    }

    /// <summary>The aggregate as plans print it: <c>sum(Amount)</c>.</summary>
    public override string ToString() => Kind switch
    {
        GroupAggregateKind.Count => "count()",
        GroupAggregateKind.CountWhere => $"count({Argument})",
        GroupAggregateKind.CountDistinct => $"count(distinct {Argument})",
        _ => $"{Kind.ToString().ToLowerInvariant()}({Argument})",
    };
}
