using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Counts rows, or values.</summary>
internal sealed class CountState(AggregateCall call, Schema schema) : AggregateState(call, schema)
{
    private long _count;

    public override void Merge(AggregatePartial later) => _count += later.Count;

    public override AggregatePartial Partial() => new(_count, null);

    private protected override void Add(int rows) => _count += rows;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Add(Vector values, int rows)
    {
        switch (values)
        {
            case NullVector:
                break;
            case ConstantVector constant:
                _count += constant.Value.IsNull(0) ? 0 : rows;
                break;
            case NestedVector nested:
                for (var i = 0; i < rows; i++) _count += nested.IsNull(i) ? 0 : 1;
                break;
            default:
                _count += values.Valid is { } valid ? Masks.Count(valid.AsSpan(0, rows)) : rows;
                break;
        }
    }
}
