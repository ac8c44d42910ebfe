using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Decides which sorts need no more than some first or last rows, kept by the tasks of a scan; explanations and runs ask the same.</summary>
internal static class TopChoice
{
    /// <summary>With more rows than this a task sorts so much that it is no gain.</summary>
    private const int MaxCount = 4096;

    /// <summary>Whether tasks can apply an order: few rows, by the row or members of it, and by comparers that are known to do nothing else than to compare.</summary>
    public static bool IsPossible(ImmutableArray<SortKey> keys, long count) => count is > 0 and <= MaxCount && keys.All(IsPlain);

    /// <summary>Whether row groups can be skipped by what the first key of rows found so far is: it has to be compared by a scan as the query compares it.</summary>
    public static bool HasBound(FusedScan fused, SortKey key)
    {
        var type = Nullable.GetUnderlyingType(key.Selector.ReturnType) ?? key.Selector.ReturnType;
        var isOrdered = key.Comparer is null && (Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.DateTime || type == typeof(DateOnly)) && !type.IsEnum;
        // What a projection or a condition in memory does to rows is done to all of them.
        return isOrdered && fused.IsPlain && ScalarTranslator.Value(OfRecord(fused, key.Selector), fused.Scan.Source.Map).Scalar is { CanThrow: false };
    }

    /// <summary>A lambda over what the stages of a scan make of a record, as one over the record.</summary>
    public static LambdaExpression OfRecord(FusedScan fused, LambdaExpression lambda) =>
        fused.Stages.Reverse().Aggregate(lambda, (outer, stage) => LambdaComposition.Compose(outer, stage.Lambda));

    /// <summary>How many rows at most are asked of a slice's input; null for all.</summary>
    public static long? LimitBelow(Slice slice, long? limit)
    {
        var taken = (slice.Take, limit) switch
        {
            ({ } take, { } wanted) => Math.Min(take, wanted),
            ({ } take, null) => take,
            _ => limit,
        };
        return taken + slice.Skip;
    }

    /// <summary>How many first rows at most are asked for one of them; null for all.</summary>
    public static long? LimitOf(ElementResult element) => element.Kind switch
    {
        ElementKind.First => 1,
        ElementKind.Single => 2,
        ElementKind.ElementAt when !element.Index.IsFromEnd => element.Index.Value + 1L,
        _ => null,
    };

    /// <summary>How many last rows are asked for one of them; null where it isn't counted from the end.</summary>
    public static long? LastOf(ElementResult element) => element.Kind switch
    {
        ElementKind.Last => 1,
        ElementKind.ElementAt when element.Index.IsFromEnd => element.Index.Value,
        _ => null,
    };

    /// <summary>Whether a key is the row or a member of it, and compared by nothing that could do more than to compare.</summary>
    public static bool IsPlain(SortKey key)
    {
        var body = key.Selector.Body;
        while (body is UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert && (convert.Operand.Type.IsValueType || !convert.Type.IsValueType))
        {
            body = convert.Operand;
        }
        return body is ParameterExpression or MemberExpression { Expression: ParameterExpression } && key.Comparer is null or StringComparer
            && (key.Comparer is not null || IsKnown(Nullable.GetUnderlyingType(key.Selector.ReturnType) ?? key.Selector.ReturnType));
    }

    private static bool IsKnown(Type type) => type.IsPrimitive || type.IsEnum
        || type == typeof(string) || type == typeof(decimal) || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly)
        || type == typeof(TimeOnly) || type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(Half) || type == typeof(Int128) || type == typeof(UInt128);
}
