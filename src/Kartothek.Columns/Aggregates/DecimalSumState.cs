using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Sums decimals exactly, whatever their number.</summary>
internal sealed class DecimalSumState(AggregateCall call, Schema schema) : AggregateState(call, schema)
{
    private FlatVector<long>? _longs;
    private FlatVector<Int128>? _wides;
    private BigInteger _overflow;
    private Int128 _sum;
    private long _count;

    public override void Merge(AggregatePartial later)
    {
        _count += later.Count;
        if (later.Value is BigInteger sum) _overflow += sum;
    }

    public override AggregatePartial Partial() => new(_count, _count == 0 ? null : _overflow + _sum);

    private protected override void Add(Vector values, int rows)
    {
        if (Call.Argument!.Type.Storage == ColumnStorage.Int64)
        {
            var longs = Operand<long>.Read(values, ref _longs);
            if (longs.IsConstant) AddConstant(longs.IsNull, longs.Constant, rows);
            else Add(longs.Values, longs.Valid);
        }
        else
        {
            var wides = Operand<Int128>.Read(values, ref _wides);
            if (wides.IsConstant) AddConstant(wides.IsNull, wides.Constant, rows);
            else Add(wides.Values, wides.Valid);
        }
    }

    private void AddConstant(bool isNull, Int128 constant, int rows)
    {
        if (isNull) return;
        _overflow += (BigInteger)constant * rows;
        _count += rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<long> values, ReadOnlySpan<bool> valid)
    {
        long upper = 0;
        ulong lower = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = valid.Length == 0 || valid[i] ? values[i] : 0;
            upper += value >> 32;
            lower += (uint)value;
        }

        Add(((Int128)upper << 32) + lower);
        _count += valid.Length == 0 ? values.Length : Masks.Count(valid);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<Int128> values, ReadOnlySpan<bool> valid)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (valid.Length == 0 || valid[i]) Add(values[i]);
        }

        _count += valid.Length == 0 ? values.Length : Masks.Count(valid);
    }

    // A sum that would leave 128 bits has the sign of neither operand; what there was goes to the side.
    private void Add(Int128 value)
    {
        var sum = unchecked(_sum + value);
        if (((_sum ^ sum) & (value ^ sum)) < 0)
        {
            _overflow += _sum;
            sum = value;
        }

        _sum = sum;
    }
}
