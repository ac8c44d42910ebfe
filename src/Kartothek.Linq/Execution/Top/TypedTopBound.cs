using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>A bound by a first key of one type.</summary>
/// <typeparam name="T">The rows' type.</typeparam>
/// <typeparam name="TKey">The key's.</typeparam>
/// <param name="fused">The scan.</param>
/// <param name="key">The key.</param>
/// <param name="wantsGreatest">Whether rows with greater keys are wanted: the first in descending order, the last in ascending.</param>
internal sealed class TypedTopBound<T, TKey>(FusedScan fused, SortKey key, bool wantsGreatest) : TopBound<T>
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
            if (!_hasBound || (wantsGreatest ? order > 0 : order < 0))
            {
                (_bound, _hasBound, _isTold) = (offered, true, false);
            }
        }
    }

    /// <summary>
    /// Null is least, then NaN. Where the least are wanted, it is what isn't greater than the bound, as comparisons with them are false; where the greatest are, it is what is at least the
    /// bound.
    /// </summary>
    private Scalar? Translate()
    {
        var (body, row) = (key.Selector.Body, key.Selector.Parameters[0]);
        var bound = Expression.Constant(_bound, typeof(TKey));
        Expression wanted;
        if (_bound is null)
        {
            if (wantsGreatest) return null;
            wanted = Expression.Equal(body, bound);
        }
        else if (_bound is double.NaN or float.NaN)
        {
            return null;
        }
        else
        {
            wanted = wantsGreatest ? Expression.GreaterThanOrEqual(body, bound) : Expression.Not(Expression.GreaterThan(body, bound));
        }
        var predicate = TopChoice.OfRecord(fused, Expression.Lambda(wanted, row));
        return ScalarTranslator.Condition(predicate, fused.Scan.Source.Map).Scalar is { CanThrow: false } condition ? condition : null;
    }
}
