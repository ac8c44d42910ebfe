using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Kartothek.Linq;

/// <summary>Turns the nodes of a plan into streams of chunks. Belongs to one run of a query.</summary>
/// <param name="scans">Runs scans.</param>
internal sealed class PlanExecution(ScanExecution scans)
{
    /// <summary>The rows of a plan. Nothing happens before the first chunk is asked for.</summary>
    /// <param name="plan">Its element type is <typeparamref name="T"/>, or one that converts to it by reference.</param>
    /// <param name="limit">How many rows will be taken at most, or null.</param>
    public IAsyncEnumerable<RowChunk<T>> Rows<T>(SequencePlan plan, long? limit)
    {
        if (plan.ElementType != typeof(T))
        {
            return Generic<IAsyncEnumerable<RowChunk<T>>>(nameof(Upcast), [plan.ElementType, typeof(T)], plan, limit);
        }
        if (FusedScan.TryFuse(plan, out var fused))
        {
            return scans.Rows<T>(fused, limit);
        }
        return plan switch
        {
            Filter filter => RowOperators.Filter(Rows<T>(filter.Input, null), CompiledLambda<T, bool>.Of(filter.Predicate)),
            Project project => Generic<IAsyncEnumerable<RowChunk<T>>>(nameof(Project), [project.Input.ElementType, typeof(T)], project, limit),
            Slice { Input: Sort sort } slice => Sorted<T>(sort, slice, TopChoice.LimitBelow(slice, limit)),
            Slice slice => RowOperators.Slice(Rows<T>(slice.Input, TopChoice.LimitBelow(slice, limit)), slice.Skip, slice.Take),
            Sort sort => Sorted<T>(sort, null, limit),
            Distinct distinct => RowOperators.Distinct(Rows<T>(distinct.Input, null), (IEqualityComparer<T>?)distinct.Comparer),
            Group group => Generic<IAsyncEnumerable<RowChunk<T>>>(
                nameof(Group), [group.Input.ElementType, group.Key.ReturnType, typeof(T).GetGenericArguments()[1], typeof(T)], group),
            GroupCarriers groups => scans.Groups<T>(groups),
            Reverse reverse => RowOperators.Rearrange(Rows<T>(reverse.Input, null), Reversed),
            _ => throw new InvalidOperationException($"No operator runs '{plan.Line}'."),
        };
    }

    /// <summary>The rows of a plan for a caller that lets each go before it takes the next. Nothing happens before the first chunk is asked for.</summary>
    /// <inheritdoc cref="Rows"/>
    public IAsyncEnumerable<RowChunk<T>> Stream<T>(SequencePlan plan) =>
        plan.ElementType == typeof(T) && FusedScan.TryFuse(plan, out var fused) && (fused.IsPlain || !scans.IsParallel(fused.Scan)) ? scans.Stream<T>(fused) : Rows<T>(plan, null);

    /// <summary>The value of a plan.</summary>
    public ValueTask<TResult> ResultAsync<TResult>(ResultPlan plan, CancellationToken cancellationToken)
    {
        if (plan is ScanAggregate aggregate)
        {
            return scans.AggregateAsync<TResult>(aggregate, cancellationToken);
        }
        return Generic<ValueTask<TResult>>(nameof(ResultAsync), [plan.Input.ElementType, typeof(TResult)], plan, cancellationToken);
    }

    private static IEnumerable<T> Reversed<T>(List<T> rows)
    {
        rows.Reverse();
        return rows;
    }

    private async ValueTask<TResult> ResultAsync<T, TResult>(ResultPlan plan, CancellationToken cancellationToken)
    {
        object? value = plan switch
        {
            CountResult count => Number(await CountAsync<T>(plan.Input, cancellationToken).ConfigureAwait(false), count.IsLong),
            AnyResult any => await AnyAsync<T>(plan.Input, cancellationToken).ConfigureAwait(false) != any.IsNegated,
            AllResult all => !await AnyAsync<T>(new Filter(plan.Input, Negated(all.Predicate)), cancellationToken).ConfigureAwait(false),
            ContainsResult contains => await RowResults.ContainsAsync(
                Rows<T>(plan.Input, null), (T)contains.Item!, (IEqualityComparer<T>?)contains.Comparer, cancellationToken).ConfigureAwait(false),
            ElementResult element => await RowResults.ElementAsync(
                TopChoice.LastOf(element) is { } last ? Last<T>(plan.Input, last) : Rows<T>(plan.Input, TopChoice.LimitOf(element)), element, cancellationToken).ConfigureAwait(false),
            ExtremeResult extreme => await Generic<ValueTask<T>>(nameof(ExtremeAsync), [typeof(T), extreme.Key.Selector.ReturnType], extreme, cancellationToken).ConfigureAwait(false),
            AggregateResult aggregate => await AggregateAsync<T>(aggregate, cancellationToken).ConfigureAwait(false),
            _ => throw new InvalidOperationException($"No operator runs '{plan.Line}'."),
        };
        return (TResult)value!;
    }

    private static object Number(long count, bool isLong) => isLong ? (object)count : checked((int)count);

    private static LambdaExpression Negated(LambdaExpression predicate) => Expression.Lambda(Expression.Not(predicate.Body), predicate.Parameters);

    private ValueTask<long> CountAsync<T>(SequencePlan plan, CancellationToken cancellationToken) =>
        FusedScan.TryFuse(plan, out var fused) && !fused.IsProjected
            ? RowResults.CountAsync(scans.Rows<byte>(fused.WithoutRecords(), null), cancellationToken)
            : RowResults.CountAsync(Rows<T>(plan, null), cancellationToken);

    private ValueTask<bool> AnyAsync<T>(SequencePlan plan, CancellationToken cancellationToken) =>
        FusedScan.TryFuse(plan, out var fused) && !fused.IsProjected
            ? RowResults.AnyAsync(scans.Rows<byte>(fused.WithoutRecords(), 1), cancellationToken)
            : RowResults.AnyAsync(Rows<T>(plan, 1), cancellationToken);

    private async ValueTask<object?> AggregateAsync<T>(AggregateResult aggregate, CancellationToken cancellationToken) =>
        await RowAggregates.AggregateAsync(
            Rows<T>(aggregate.Input, null), aggregate.Kind, (IComparer<T>?)aggregate.Comparer, cancellationToken).ConfigureAwait(false);

    private async ValueTask<T?> ExtremeAsync<T, TKey>(ExtremeResult extreme, CancellationToken cancellationToken)
    {
        // Each task picks as .NET's operator would of its rows, and that picks of theirs.
        var rows = RowResults.Flatten(
            TopKeys<T>.OfExtreme(extreme.Key) is { } top && FusedScan.TryFuse(extreme.Input, out var fused) ? scans.Top(fused, top) : Rows<T>(extreme.Input, null), cancellationToken);
        var (key, comparer) = (CompiledLambda<T, TKey>.Of(extreme.Key.Selector), (IComparer<TKey>?)extreme.Key.Comparer);
        return extreme.IsMax
            ? await rows.MaxByAsync(key, comparer, cancellationToken).ConfigureAwait(false)
            : await rows.MinByAsync(key, comparer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Rows of a plan of which the last ones are its own.</summary>
    private IAsyncEnumerable<RowChunk<T>> Last<T>(SequencePlan plan, long count) => plan switch
    {
        Project project when project.ElementType == typeof(T) =>
            Generic<IAsyncEnumerable<RowChunk<T>>>(nameof(LastProjected), [project.Input.ElementType, typeof(T)], project, count),
        Sort sort when sort.ElementType == typeof(T) => Sorted<T>(sort, null, count, fromEnd: true),
        _ => Rows<T>(plan, null),
    };

    private IAsyncEnumerable<RowChunk<TOut>> LastProjected<TIn, TOut>(Project project, long count) =>
        project.Input is Sort or Linq.Project
            ? RowOperators.Project(Last<TIn>(project.Input, count), CompiledLambda<TIn, TOut>.Of(project.Selector))
            : Rows<TOut>(project, null);

    private IAsyncEnumerable<RowChunk<T>> Sorted<T>(Sort sort, Slice? slice, long? count, bool fromEnd = false) => RowOperators.Rearrange(
        count is { } wanted && TopKeys<T>.Of(sort.Keys, wanted, fromEnd) is { } top && sort.Input.ElementType == typeof(T) && FusedScan.TryFuse(sort.Input, out var fused)
            ? scans.Top(fused, top)
            : Rows<T>(sort.Input, null),
        rows =>
        {
            var sorted = RowOrder<T>.Sort(rows, sort.Keys);
            if (slice is not null)
            {
                // LINQ sorts no more than these.
                sorted = sorted.Skip(slice.Skip);
                sorted = slice.Take is { } take ? sorted.Take(take) : sorted;
            }
            return sorted;
        });

    private IAsyncEnumerable<RowChunk<TGroup>> Group<TIn, TKey, TElement, TGroup>(Group group)
    {
        var key = CompiledLambda<TIn, TKey>.Of(group.Key);
        var comparer = (IEqualityComparer<TKey>?)group.Comparer;
        var element = group.Element is { } selector ? (Delegate)CompiledLambda<TIn, TElement>.Of(selector) : null;
        return RowOperators.Regroup(Rows<TIn>(group.Input, null), rows => (IEnumerable<TGroup>)(element is null
            ? (object)rows.GroupBy(key, comparer)
            : rows.GroupBy(key, (Func<TIn, TElement>)element, comparer)));
    }

    private IAsyncEnumerable<RowChunk<TOut>> Project<TIn, TOut>(Project project, long? limit) =>
        RowOperators.Project(Rows<TIn>(project.Input, limit), CompiledLambda<TIn, TOut>.Of(project.Selector));

    private async IAsyncEnumerable<RowChunk<TOut>> Upcast<TIn, TOut>(SequencePlan plan, long? limit, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TIn : TOut
    {
        await foreach (var chunk in Rows<TIn>(plan, limit).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return new([.. chunk.Span], chunk.Count, chunk.Failure);
        }
    }

    private TResult Generic<TResult>(string method, Type[] types, params object?[] arguments)
    {
        var definition = typeof(PlanExecution).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic).Single(m => m.Name == method && m.GetGenericArguments().Length == types.Length);
        // Optional parameters, the token of an enumerator, are left to the enumeration.
        var missing = definition.GetParameters().Length - arguments.Length;
        object?[] all = [.. arguments, .. Enumerable.Repeat<object?>(default(CancellationToken), missing)];
        return (TResult)definition.MakeGenericMethod(types).Invoke(this, BindingFlags.DoNotWrapExceptions, null, all, null)!;
    }
}
