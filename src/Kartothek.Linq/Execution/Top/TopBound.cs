using System.Linq.Expressions;
using System.Reflection;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>What is known, while a query runs, of the rows that can still be among the first: row groups that are begun later skip the others.</summary>
/// <typeparam name="T">The rows' type.</typeparam>
/// <remarks>
/// Some task has as many rows as are wanted, none of which comes behind its last one. A row with a first key that comes behind the key of that row can't be among the first, whatever its
/// other keys; one with an equal key may. Safe for use by several threads.
/// </remarks>
internal abstract class TopBound<T>
{
    private static readonly MethodInfo MakeMethod = typeof(TopBound<T>).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>What rows of row groups that are begun from now on must satisfy; null where nothing is known yet.</summary>
    public abstract Scalar? Condition { get; }

    /// <summary>The bound of a query over records; null where its first key can't be compared by a scan as the query compares it.</summary>
    public static TopBound<T>? Of(FusedScan fused, TopKeys<T> keys)
    {
        var key = keys.Keys[0];
        var type = Nullable.GetUnderlyingType(key.Selector.ReturnType) ?? key.Selector.ReturnType;
        var isOrdered = key.Comparer is null && (Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.DateTime || type == typeof(DateOnly)) && !type.IsEnum;
        // What a projection or a condition in memory does to rows is done to all of them.
        return isOrdered && fused.IsPlain
            ? (TopBound<T>)MakeMethod.MakeGenericMethod(key.Selector.ReturnType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [fused, key], null)!
            : null;
    }

    /// <summary>Takes note of the last of as many rows as are wanted.</summary>
    public abstract void Offer(T row);

    private static TopBound<T> Make<TKey>(FusedScan fused, SortKey key) => new Typed<TKey>(fused, key);

    private sealed class Typed<TKey>(FusedScan fused, SortKey key) : TopBound<T>
    {
        private readonly Lock _gate = new();
        private readonly Func<T, TKey> _keyOf = CompiledLambda<T, TKey>.Of(key.Selector);
        private TKey? _bound;
        private bool _hasBound;
        private bool _isTold = true;
        private Scalar? _condition;

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
}
