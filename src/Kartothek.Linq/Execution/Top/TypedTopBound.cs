using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>A bound by a first key of one type.</summary>
/// <typeparam name="T">The rows' type.</typeparam>
/// <typeparam name="TKey">The key's.</typeparam>
internal sealed class TypedTopBound<T, TKey>(FusedScan fused, SortKey key) : TopBound<T>
{
    private readonly Lock _gate = new();
    private readonly Func<T, TKey> _keyOf = CompiledLambda<T, TKey>.Of(key.Selector);
    private TKey? _bound;
    private bool _hasBound;
    private bool _isTold = true;
    private Scalar? _condition;

    /// <inheritdoc/>
    public override Scalar? Condition
    {
        get
        {
            lock (_gate)
            {
                if (!_isTold)
                {
                    _condition = Translate();
                    _isTold = true;
                }
                return _condition;
            }
        }
    }

    /// <inheritdoc/>
    public override void Offer(T row)
    {
        var offered = _keyOf(row);
        lock (_gate)
        {
            var order = _hasBound ? Comparer<TKey>.Default.Compare(offered, _bound) : -1;
            if (!_hasBound || (key.IsDescending ? order > 0 : order < 0))
            {
                (_bound, _hasBound, _isTold) = (offered, true, false);
            }
        }
    }

    /// <summary>
    /// Ascending, null comes first, then NaN: what isn't greater than the bound is wanted, and comparisons with them are false. Descending they come last: what is at least the bound
    /// is wanted.
    /// </summary>
    private Scalar? Translate()
    {
        var (body, row) = (key.Selector.Body, key.Selector.Parameters[0]);
        var bound = Expression.Constant(_bound, typeof(TKey));
        Expression wanted;
        if (_bound is null)
        {
            if (key.IsDescending) return null;
            wanted = Expression.Equal(body, bound);
        }
        else if (_bound is double.NaN or float.NaN)
        {
            return null;
        }
        else
        {
            wanted = key.IsDescending ? Expression.GreaterThanOrEqual(body, bound) : Expression.Not(Expression.GreaterThan(body, bound));
        }
        var predicate = Expression.Lambda(wanted, row);
        foreach (var stage in fused.Stages.Reverse())
        {
            predicate = LambdaComposition.Compose(predicate, stage.Lambda);
        }
        return ScalarTranslator.Condition(predicate, fused.Scan.Source.Map).Scalar is { CanThrow: false } condition ? condition : null;
    }
}
