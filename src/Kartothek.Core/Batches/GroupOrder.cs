using System.Collections.Immutable;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The ascending order of tuples of values, as Python has it: false before true, text by code points, bytes by value.</summary>
internal sealed class GroupOrder : IComparer<ImmutableArray<ConstantScalar>>
{
    /// <summary>The order.</summary>
    public static GroupOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(ImmutableArray<ConstantScalar> x, ImmutableArray<ConstantScalar> y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var order = (x[i].Value, y[i].Value) switch
            {
                // UTF-8 sorts as code points do, and UTF-16 doesn't.
                (string left, string right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)),
                var (left, right) => ConstantOrder.Instance.Compare(left, right),
            };
            if (order != 0)
            {
                return order;
            }
        }
        return 0;
    }
}
