using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq.Tests;

/// <summary>Plans and scalars of queries over <see cref="Sale"/>.</summary>
internal static class SaleQuery
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

    /// <summary>How <see cref="Sale"/> reads the columns.</summary>
    public static RecordMap Map { get; } = RecordMap.For(typeof(Sale), Columns, "dataset 'sales'");

    /// <summary>The plan of a query before any rule.</summary>
    public static LogicalPlan PlanOf(Func<IQueryable<Sale>, object?> query) =>
        QueryTranslator.Translate(new UnreadQuery<Sale>("sales", Map).ExpressionOf(query));

    /// <summary>The scalar of a condition as text, or its reason in braces.</summary>
    public static string ScalarOf(Expression<Func<Sale, bool>> predicate)
    {
        var filter = (Filter)PlanOf(q => q.Where(predicate));
        var translated = ScalarTranslator.Condition(filter.Predicate, Map);
        return translated.Scalar?.ToString() ?? $"{{{translated.Reason}}}";
    }
}
