using System.Collections.Immutable;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>How a query is planned and run. Immutable; every query made from another one has its options.</summary>
internal sealed record QueryOptions
{
    /// <summary>Nothing special.</summary>
    public static QueryOptions Default { get; } = new();

    /// <summary>Tasks at the same time, or null: as the dataset has it.</summary>
    public int? Parallelism { get; init; }

    /// <summary>Whether a condition that no scan evaluates is an error.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Bytes that may be read, or null: any number.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>The sources of knowledge that may skip files and row groups.</summary>
    public PruningLayers Layers { get; init; } = PruningLayers.All;

    /// <summary>Names of rewrite rules that aren't applied.</summary>
    public ImmutableArray<string> RulesOff { get; init; } = [];

    /// <summary>Whether the caller keeps the rows that it gets, rather than to look at each and let it go.</summary>
    public bool KeepsRows { get; init; }

    /// <summary>Who is told what the query cost.</summary>
    public ImmutableArray<IQueryObserver> Observers { get; init; } = [];
}
