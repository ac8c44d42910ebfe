using System.Collections.Immutable;
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
            _ => new LeafTerm(scalar, LeafSource.Rows),
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
        var columns = scalar.ColumnNames();
        if (columns.All(c => sourceOf(c) == LeafSource.PartitionKeys))
        {
            return new LeafTerm(scalar, LeafSource.PartitionKeys);
        }
        return columns.Length == 1 && sourceOf(columns[0]) == LeafSource.SecondaryIndex && !TellsZerosApart(scalar)
            ? new LeafTerm(scalar, LeafSource.SecondaryIndex, columns[0])
            : null;
    }

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
        var columns = terms.OfType<LeafTerm>().Where(t => t.Source == LeafSource.SecondaryIndex).GroupBy(t => t.Column).Where(g => g.Count() > 1).ToList();
        foreach (var column in columns)
        {
            // None of these parts can throw, so that moving the later ones to the place of the first changes no row's result.
            var first = terms.IndexOf(column.First());
            terms[first] = new LeafTerm(Scalar.And(column.Select(t => t.Scalar)), LeafSource.SecondaryIndex, column.Key);
            terms.RemoveAll(t => t is LeafTerm leaf && column.Skip(1).Contains(leaf));
        }
    }

    // An index has one entry for 0.0 and -0.0, which a division tells apart.
    private static bool TellsZerosApart(Scalar scalar) =>
        scalar is ArithmeticScalar { Operator: ArithmeticOperator.Divide, Type.IsFloating: true } || scalar.Operands.Any(TellsZerosApart);
}
