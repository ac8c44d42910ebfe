using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Cuts a predicate into the parts that one source of knowledge can judge as a whole.</summary>
/// <remarks>
/// The parts are as large as can be: <c>3 &lt;= c and c &lt;= 5</c> on an indexed column is one part, so that a file which holds only
/// 1 and 9 is ruled out, though neither comparison alone does it. For the same reason the terms of a conjunction on one indexed
/// column become one part.
/// </remarks>
internal sealed class PredicateTermBuilder(Func<string, LeafSource> sourceOf)
{
    private static readonly Schema NoColumns = new([]);

    /// <summary>The tree of one term of the predicate.</summary>
    public PredicateTerm Build(Scalar scalar)
    {
        if (AsLeaf(scalar) is { } leaf)
        {
            return leaf;
        }
        return scalar switch
        {
            LogicalScalar logical => Join(logical),
            NotScalar not => new NegatedTerm(not, Build(not.Operand)),
            _ => new LeafTerm(scalar, LeafSource.Rows, NoColumns),
        };
    }

    /// <summary>The part as one leaf, where one source can judge it.</summary>
    public LeafTerm? AsLeaf(Scalar scalar)
    {
        // What can throw for some value must not meet a value that no row behind the earlier conjuncts has.
        if (scalar.CanThrow)
        {
            return null;
        }
        var columns = new HashSet<ColumnScalar>();
        Collect(scalar, columns);
        if (columns.DistinctBy(c => c.Name).Count() < columns.Count)
        {
            return null;
        }
        var schema = new Schema(columns.Select(c => new Field(c.Name, c.Type)));
        if (columns.All(c => sourceOf(c.Name) == LeafSource.PartitionKeys))
        {
            return new LeafTerm(scalar, LeafSource.PartitionKeys, schema);
        }
        return columns.Count == 1 && sourceOf(columns.Single().Name) == LeafSource.SecondaryIndex ? OfIndex(scalar, schema) : null;
    }

    private static LeafTerm? OfIndex(Scalar scalar, Schema column)
    {
        if (column.Fields[0].Type is { Storage: ColumnStorage.Bytes, Kind: not ColumnKind.String })
        {
            return TruncatedBytes.Widen(scalar) is { } widened ? new LeafTerm(scalar, LeafSource.SecondaryIndex, column, widened) : null;
        }
        return TellsZerosApart(scalar) ? null : new LeafTerm(scalar, LeafSource.SecondaryIndex, column);
    }

    /// <summary>The leaves of one indexed column as one.</summary>
    /// <remarks>What can be judged term by term can be judged together.</remarks>
    public static LeafTerm Join(IEnumerable<LeafTerm> leaves) =>
        OfIndex(Scalar.And(leaves.Select(t => t.Scalar)), leaves.First().Columns)!;

    private JointTerm Join(LogicalScalar logical)
    {
        var terms = logical.Terms.Select(Build).ToList();
        if (logical.Operator == LogicalOperator.And)
        {
            JoinByIndex(terms);
        }
        return new JointTerm(logical, logical.Operator, [.. terms]);
    }

    private static void JoinByIndex(List<PredicateTerm> terms)
    {
        var columns = terms.OfType<LeafTerm>().Where(t => t.Source == LeafSource.SecondaryIndex)
            .GroupBy(t => t.Columns.Fields[0]).Where(g => g.Count() > 1).ToList();
        foreach (var column in columns)
        {
            // None of these parts can throw, so that moving the later ones to the place of the first changes no row's result.
            terms[terms.IndexOf(column.First())] = Join(column);
            terms.RemoveAll(t => t is LeafTerm leaf && column.Skip(1).Contains(leaf));
        }
    }

    private static void Collect(Scalar scalar, HashSet<ColumnScalar> columns)
    {
        if (scalar is ColumnScalar column)
        {
            columns.Add(column);
        }
        foreach (var operand in scalar.Operands)
        {
            Collect(operand, columns);
        }
    }

    // An index has one entry for 0.0 and -0.0, which a division tells apart.
    private static bool TellsZerosApart(Scalar scalar) =>
        scalar is ArithmeticScalar { Operator: ArithmeticOperator.Divide, Type.IsFloating: true } || scalar.Operands.Any(TellsZerosApart);
}
