using System.Collections.Immutable;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Testing;

/// <summary>
/// Evaluates recorded predicates over recorded rows with C#'s two-valued semantics, by code that shares nothing with the library's:
/// null equals null only, a comparison of order with null or NaN is false, and so <c>!=</c> with null is true.
/// </summary>
/// <param name="dataset">The rows.</param>
/// <param name="order">The order of text.</param>
public sealed class GoldenOracle(GoldenDataset dataset, TextOrder order = TextOrder.Utf16)
{
    /// <summary>The positions of the rows that a query selects, ascending.</summary>
    public ImmutableArray<int> Positions(GoldenQuery query)
    {
        var conjunctions = query.Predicates.Select(terms => terms.Select(term => (Term: term, Column: dataset[term.Column])).ToArray()).ToArray();
        return
        [
            .. Enumerable.Range(0, dataset.RowCount).Where(row =>
                conjunctions.Any(terms => terms.All(pair => Holds(pair.Column.Values[row], pair.Column.Type, pair.Term)))),
        ];
    }

    /// <summary>The ids of the rows that a query selects, ascending.</summary>
    public ImmutableArray<long> Rows(GoldenQuery query)
    {
        var ids = dataset.RowIds ?? throw new InvalidOperationException($"No column identifies a row of {dataset}.");
        return [.. Positions(query).Select(position => ids[position]).Order()];
    }

    /// <summary>Whether a comparison holds for a value of a column of a type.</summary>
    public bool Holds(object? value, ColumnType type, GoldenTerm term) => term.Operator switch
    {
        "in" => term.Literal.Items.Any(item => AreEqual(value, type, item, isNaNEqual: true)),
        "==" => AreEqual(value, type, term.Literal, isNaNEqual: false),
        "!=" => !AreEqual(value, type, term.Literal, isNaNEqual: false),
        "<" => Compare(value, type, term.Literal) < 0,
        "<=" => Compare(value, type, term.Literal) <= 0,
        ">" => Compare(value, type, term.Literal) > 0,
        ">=" => Compare(value, type, term.Literal) >= 0,
        _ => throw new FormatException($"The answers hold the unknown operator '{term.Operator}'."),
    };

    private bool AreEqual(object? value, ColumnType type, GoldenLiteral literal, bool isNaNEqual)
    {
        if (value is null || literal.Kind == GoldenLiteralKind.Null)
            return value is null && literal.Kind == GoldenLiteralKind.Null;

        return Compare(value, type, literal) == 0
            || (isNaNEqual && value is double.NaN && literal.Value is double.NaN);
    }

    /// <summary>The sign of value - literal; null where there is no order (null, NaN).</summary>
    private int? Compare(object? value, ColumnType type, GoldenLiteral literal)
    {
        if (value is null || literal.Value is null)
            return null;

        return (value, literal.Kind) switch
        {
            (long or ulong, GoldenLiteralKind.Int) when type.IsInteger => Integer(value).CompareTo((Int128)literal.Value),
            (long or ulong, GoldenLiteralKind.Float) when type.IsInteger => Compare((double)Integer(value), (double)literal.Value),
            (double number, GoldenLiteralKind.Float) => Compare(number, (double)literal.Value),
            (double number, GoldenLiteralKind.Int) => Compare(number, (double)(Int128)literal.Value),
            (bool flag, GoldenLiteralKind.Bool) => flag.CompareTo((bool)literal.Value),
            (string text, GoldenLiteralKind.String) => CompareText(text, (string)literal.Value),
            (byte[] bytes, GoldenLiteralKind.Bytes) => bytes.AsSpan().SequenceCompareTo((byte[])literal.Value),
            (int day, GoldenLiteralKind.Date) => day.CompareTo((int)literal.Value),
            (long units, GoldenLiteralKind.Timestamp or GoldenLiteralKind.UtcTimestamp) => (units * NanosecondsPerUnit(type)).CompareTo((Int128)literal.Value),
            (long units, GoldenLiteralKind.Date) => (units * NanosecondsPerUnit(type)).CompareTo((int)literal.Value * (Int128)86_400_000_000_000),
            _ => throw new FormatException($"The answers compare a column of type {type} with the {literal.Kind} literal {literal}."),
        };
    }

    private static Int128 Integer(object value) => value is ulong unsigned ? unsigned : (long)value;

    private static int? Compare(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? null : left < right ? -1 : left > right ? 1 : 0;

    private int CompareText(string left, string right) => order == TextOrder.Utf16
        ? string.CompareOrdinal(left, right)
        : Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private static Int128 NanosecondsPerUnit(ColumnType type) => type.Unit switch
    {
        ColumnUnit.Millisecond => 1_000_000,
        ColumnUnit.Microsecond => 1_000,
        _ => 1,
    };
}
