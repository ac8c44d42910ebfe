using System.Collections.Immutable;
using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Count, Sum, Min, Max and Average straight over a scan → Aggregate in the scan, where that gives LINQ's result exactly.</summary>
/// <remarks>
/// Left in memory: Min and Max of text by culture (StringComparer.Ordinal lets them in), of types that order by something else than
/// their column does, with a comparer, and values that are no scalar of columns.
/// </remarks>
internal sealed class AggregateInScan : NodeRule
{
    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node) => node switch
    {
        CountResult { Input: DatasetScan scan } count => new ScanAggregate(scan, [new(AggregateKind.Count, null, null, count.ResultType)]),
        AggregateResult { Input: Project { Input: DatasetScan scan, Selector: var selector } } aggregate when Orders(aggregate) =>
            Aggregate(aggregate, scan, selector) ?? node,
        _ => node,
    };

    private static ScanAggregate? Aggregate(AggregateResult aggregate, DatasetScan scan, LambdaExpression selector)
    {
        var translated = ScalarTranslator.Value(selector, scan.Source.Map);
        if (translated.Scalar is not { } operand || !Fits(aggregate, operand.Type)) return null;

        // A null is skipped where the C# type is nullable; elsewhere it is an error in a row that counts.
        var required = translated.Members.Where(m => !m.AcceptsNull && !m.ReadsNullAsNaN && m.Column.IsNullable).Select(m => m.Column.Name);
        var all = scan.Conjuncts.IsEmpty ? Scalar.True : Scalar.And(scan.Conjuncts);
        ImmutableArray<string> checkedColumns = [.. scan.Required.Concat(required).Distinct().Where(c => NullAnalysis.MayHold(all, c))];
        // With more members some may not be read in every row; one alone always is.
        var narrow = translated.Members is [var member] && WidthCheck.IsNeeded(member) ? member : null;
        return new ScanAggregate(
            scan.WithConjuncts(scan.Conjuncts, checkedColumns),
            [new(aggregate.Kind, operand, selector.ReturnType, aggregate.ResultType, narrow)]);
    }

    private static bool Orders(AggregateResult aggregate)
    {
        if (aggregate.Kind is AggregateKind.Sum or AggregateKind.Average) return true;
        return aggregate.Input.ElementType == typeof(string)
            ? ReferenceEquals(aggregate.Comparer, StringComparer.Ordinal)
            : aggregate.Comparer is null || IsDefaultComparer(aggregate.Comparer);
    }

    private static bool IsDefaultComparer(object comparer)
    {
        var type = comparer.GetType();
        return type.IsGenericType && type.Name.EndsWith("Comparer`1", StringComparison.Ordinal) && type.Assembly == typeof(object).Assembly
            && ReferenceEquals(comparer, typeof(Comparer<>).MakeGenericType(type.GetGenericArguments()[0]).GetProperty("Default")!.GetValue(null));
    }

    private static bool Fits(AggregateResult aggregate, ColumnType operand)
    {
        var type = Nullable.GetUnderlyingType(aggregate.Input.ElementType) ?? aggregate.Input.ElementType;
        if (type == typeof(decimal)) return operand.Kind == ColumnKind.Decimal;
        if (NumericTypes.IsInteger(type)) return operand.IsInteger;
        if (NumericTypes.IsFloating(type)) return operand.IsFloating && type != typeof(Half);
        if (aggregate.Kind is not (AggregateKind.Min or AggregateKind.Max)) return false;
        return operand.Kind switch
        {
            ColumnKind.Date => type == typeof(DateOnly),
            ColumnKind.Timestamp => type == typeof(DateTime) || type == typeof(DateTimeOffset),
            ColumnKind.Time => type == typeof(TimeOnly) || type == typeof(TimeSpan),
            ColumnKind.String => type == typeof(string),
            _ => false,
        };
    }
}
