using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>A bound by a first key of one type.</summary>
/// <typeparam name="T">The rows' type.</typeparam>
/// <typeparam name="TKey">The key's.</typeparam>
internal sealed class TypedTopBound<T, TKey> : TopBound<T>
{
    private readonly Lock _gate = new();
    private readonly FusedScan _fused;
    private readonly LambdaExpression _key;
    private readonly Func<T, TKey> _keyOf;
    private readonly IComparer<TKey> _order;
    private readonly bool _wantsGreatest;
    private readonly bool _nullsLast;
    private TKey? _bound;
    private bool _hasBound;
    private bool _isTold = true;
    private Scalar? _condition;

    /// <summary>A bound of the rows of a scan.</summary>
    public TypedTopBound(FusedScan fused, TopKeys<T> keys)
    {
        _fused = fused;
        _key = keys.Leading.Selector;
        _keyOf = CompiledLambda<T, TKey>.Of(_key);
        // The first in descending order, the last in ascending.
        _wantsGreatest = keys.Leading.IsDescending != keys.FromEnd;
        _nullsLast = keys.NullsLast;
        _order = _nullsLast ? new NullsLast<TKey>(null) : Comparer<TKey>.Default;
    }

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
            var order = _hasBound ? _order.Compare(offered, _bound) : -1;
            if (!_hasBound || (_wantsGreatest ? order > 0 : order < 0))
            {
                (_bound, _hasBound, _isTold) = (offered, true, false);
            }
        }
    }

    /// <summary>
    /// Null is least, then NaN. Where the least are wanted, it is what isn't greater than the bound, as comparisons with them are false; where the greatest are, it is what is at least the
    /// bound. Where nulls come last, they tell nothing.
    /// </summary>
    private Scalar? Translate()
    {
        var (body, row) = (_key.Body, _key.Parameters[0]);
        var bound = Expression.Constant(_bound, typeof(TKey));
        Expression wanted;
        if (_bound is null)
        {
            if (_wantsGreatest || _nullsLast) return null;
            wanted = Expression.Equal(body, bound);
        }
        else if (_bound is double.NaN or float.NaN)
        {
            return null;
        }
        else
        {
            wanted = _wantsGreatest ? Expression.GreaterThanOrEqual(body, bound)
                : _nullsLast && !NumericTypes.IsFloating(Nullable.GetUnderlyingType(typeof(TKey))!) ? Expression.LessThanOrEqual(body, bound)
                : Expression.Not(Expression.GreaterThan(body, bound));
        }
        var predicate = TopChoice.OfRecord(_fused, Expression.Lambda(wanted, row));
        return ScalarTranslator.Condition(predicate, _fused.Scan.Source.Map).Scalar is { CanThrow: false } condition ? condition : null;
    }
}
