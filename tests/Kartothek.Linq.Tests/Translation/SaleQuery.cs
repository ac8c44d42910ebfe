using System.Collections;
using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq.Tests;

/// <summary>A queryable over no data, whose queries are only looked at.</summary>
internal sealed class SaleQuery : IQueryable<Sale>, IOrderedQueryable<Sale>, IScanSource, IQueryProvider
{
    private static readonly Schema Columns = new(
    [
        new("Id", ColumnType.Int64, IsNullable: false), new("Country", ColumnType.String), new("Product", ColumnType.String),
        new("Quantity", ColumnType.Int64), new("Stock", ColumnType.Int64), new("Small", ColumnType.Int64),
        new("Unsigned", ColumnType.UInt64), new("Huge", ColumnType.UInt64), new("Price", ColumnType.Double),
        new("Discount", ColumnType.Double), new("Ratio", ColumnType.Double), new("Share", ColumnType.Float),
        new("Amount", ColumnType.Decimal(12, 2)), new("Refund", ColumnType.Decimal(38, 4)), new("Day", ColumnType.Date), new("Shipped", ColumnType.Date),
        new("Time", ColumnType.Timestamp(ColumnUnit.Millisecond)), new("Instant", ColumnType.Timestamp(ColumnUnit.Nanosecond, isUtc: true)),
        new("Clock", ColumnType.Time(ColumnUnit.Microsecond)), new("Key", ColumnType.Uuid), new("Color", ColumnType.Int64),
        new("Size", ColumnType.String), new("Fit", ColumnType.String), new("Flag", ColumnType.Boolean), new("Maybe", ColumnType.Boolean),
        new("Bytes", ColumnType.Binary), new("Tags", ColumnType.List(new Field("item", ColumnType.String))), new("Unread", ColumnType.Int64),
    ]);

    private Expression? _executed;

    public string Name => "sales";

    public RecordMap Map { get; } = RecordMap.For(typeof(Sale), Columns, "dataset 'sales'");

    public Type ElementType => typeof(Sale);

    public Expression Expression => Expression.Constant(this);

    public IQueryProvider Provider => this;

    /// <summary>The expression of a query, whether it ends in a sequence or in a value.</summary>
    public static Expression ExpressionOf(Func<IQueryable<Sale>, object?> query)
    {
        var source = new SaleQuery();
        return query(source) is IQueryable sequence ? sequence.Expression : source._executed!;
    }

    /// <summary>The plan of a query before any rule.</summary>
    public static LogicalPlan PlanOf(Func<IQueryable<Sale>, object?> query) => QueryTranslator.Translate(ExpressionOf(query));

    /// <summary>The scalar of a condition as text, or its reason in braces.</summary>
    public static string ScalarOf(Expression<Func<Sale, bool>> predicate)
    {
        var filter = (Filter)PlanOf(q => q.Where(predicate));
        var translated = ScalarTranslator.Condition(filter.Predicate, new SaleQuery().Map);
        return translated.Scalar?.ToString() ?? $"{{{translated.Reason}}}";
    }

    public IQueryable<T> CreateQuery<T>(Expression expression) => new Continued<T>(this, expression);

    public IQueryable CreateQuery(Expression expression) => throw new NotSupportedException();

    public T Execute<T>(Expression expression)
    {
        _executed = expression;
        return default!;
    }

    public object? Execute(Expression expression) => throw new NotSupportedException();

    public IEnumerator<Sale> GetEnumerator() => throw new NotSupportedException();

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException();

    private sealed class Continued<T>(SaleQuery source, Expression expression) : IOrderedQueryable<T>
    {
        public Type ElementType => typeof(T);

        public Expression Expression => expression;

        public IQueryProvider Provider => source;

        public IEnumerator<T> GetEnumerator() => throw new NotSupportedException();

        IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException();
    }
}
