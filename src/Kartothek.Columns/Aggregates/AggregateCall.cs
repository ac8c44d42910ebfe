namespace Kartothek.Columns;

/// <summary>An aggregate over rows. Immutable and serialisable.</summary>
public sealed record AggregateCall
{
    /// <summary>Creates an aggregate.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="argument">What is aggregated; null for <see cref="AggregateKind.Count"/> only.</param>
    /// <exception cref="KartothekException">The aggregate doesn't take the argument's type (<see cref="ErrorKind.Invalid"/>).</exception>
    public AggregateCall(AggregateKind kind, Scalar? argument = null)
    {
        if (argument is null == (kind != AggregateKind.Count)) throw ColumnsErrors.ArgumentMissing(kind, argument);
        var fits = kind switch
        {
            AggregateKind.Sum or AggregateKind.Average => argument!.Type.IsInteger || argument.Type.IsFloating || argument.Type.Kind == ColumnKind.Decimal,
            AggregateKind.Min or AggregateKind.Max => !argument!.Type.IsNested,
            _ => true,
        };
        if (!fits) throw ColumnsErrors.OperandOfAnotherType($"take '{kind}' of", argument!, kind is AggregateKind.Min or AggregateKind.Max ? "a value that isn't nested" : "a number");
        Kind = kind;
        Argument = argument;
    }

    /// <summary>Which.</summary>
    public AggregateKind Kind { get; }

    /// <summary>What is aggregated; null for <see cref="AggregateKind.Count"/>.</summary>
    public Scalar? Argument { get; }

    /// <summary>The aggregate as plans print it: <c>sum(Amount)</c>.</summary>
    public override string ToString() => Kind switch
    {
        AggregateKind.Count => "count()",
        AggregateKind.CountValues => $"count({Argument})",
        _ => $"{Kind.ToString().ToLowerInvariant()}({Argument})",
    };
}
