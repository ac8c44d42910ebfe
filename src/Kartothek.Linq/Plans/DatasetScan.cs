using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The records of a dataset, in the order of its partitions, as far as the conjuncts hold.</summary>
internal sealed class DatasetScan(IScanSource source) : SequencePlan
{
    /// <summary>The dataset and its mapping.</summary>
    public IScanSource Source { get; } = source;

    /// <summary>Conditions that the scan itself evaluates, all of which must hold, in the order of evaluation.</summary>
    public ImmutableArray<Scalar> Conjuncts { get; private init; } = [];

    /// <summary>The columns that records, or aggregates above, are made of, or null: all that are mapped. Columns that only <see cref="Conjuncts"/> read aren't among them.</summary>
    public ImmutableArray<string>? Columns { get; private init; }

    /// <summary>
    /// Columns that must not be null in a row that passes all <see cref="Conjuncts"/>, whether or not records need them: there
    /// a null is the same error as in a materialised member.
    /// </summary>
    /// <remarks>
    /// They are those of members that take no null and that occur in a conjunct which a null could pass (<c>x.Month != 5</c>).
    /// A null in such a member is an error in a row that the query uses; without this check a count would use it silently.
    /// </remarks>
    public ImmutableArray<string> Required { get; private init; } = [];

    /// <summary>A hint: no more rows than this are asked for, so that a scan needn't read ahead. Null: all.</summary>
    public long? Limit { get; private init; }

    /// <inheritdoc/>
    public override Type ElementType => Source.Map.RecordType;

    /// <inheritdoc/>
    public override ImmutableArray<LogicalPlan> Inputs => [];

    /// <inheritdoc/>
    public override string Line => $"Scan {Source.Name}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs) => this;

    /// <summary>This scan with other conditions.</summary>
    public DatasetScan WithConjuncts(ImmutableArray<Scalar> conjuncts, ImmutableArray<string> required) =>
        conjuncts.SequenceEqual(Conjuncts) && required.SequenceEqual(Required)
            ? this
            : new(Source) { Conjuncts = conjuncts, Columns = Columns, Required = required, Limit = Limit };

    /// <summary>This scan with records of fewer columns.</summary>
    public DatasetScan WithColumns(ImmutableArray<string> columns) =>
        Columns is { } own && own.SequenceEqual(columns)
            ? this
            : new(Source) { Conjuncts = Conjuncts, Columns = columns, Required = Required, Limit = Limit };

    /// <summary>This scan with another limit.</summary>
    public DatasetScan WithLimit(long? limit) =>
        limit == Limit ? this : new(Source) { Conjuncts = Conjuncts, Columns = Columns, Required = Required, Limit = limit };
}
