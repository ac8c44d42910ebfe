using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Sums integers exactly.</summary>
internal sealed class IntegerSumState(AggregateCall call, Schema schema) : AggregateState(call, schema)
{
    private FlatVector<int>? _ints;
    private FlatVector<uint>? _uints;
    private FlatVector<long>? _longs;
    private FlatVector<ulong>? _ulongs;
    private Int128 _sum;
    private long _count;

    public override void Merge(AggregatePartial later)
    {
        _count += later.Count;
        if (later.Value is Int128 sum) _sum += sum;
    }

    public override AggregatePartial Partial() => new(_count, _count == 0 ? null : _sum);

    private protected override void Add(Vector values, int rows)
    {
        switch (Call.Argument!.Type.Storage)
        {
            case ColumnStorage.Int32:
                var ints = Operand<int>.Read(values, ref _ints);
                if (!AddConstant(ints.IsConstant, ints.IsNull, ints.Constant, rows)) Add(ints.Values, ints.Valid);
                break;
            case ColumnStorage.UInt32:
                var uints = Operand<uint>.Read(values, ref _uints);
                if (!AddConstant(uints.IsConstant, uints.IsNull, uints.Constant, rows)) Add(uints.Values, uints.Valid);
                break;
            case ColumnStorage.Int64:
                var longs = Operand<long>.Read(values, ref _longs);
                if (!AddConstant(longs.IsConstant, longs.IsNull, longs.Constant, rows)) Add(longs.Values, longs.Valid);
                break;
            default:
                var ulongs = Operand<ulong>.Read(values, ref _ulongs);
                if (!AddConstant(ulongs.IsConstant, ulongs.IsNull, ulongs.Constant, rows)) Add(ulongs.Values, ulongs.Valid);
                break;
        }
    }

    private bool AddConstant(bool isConstant, bool isNull, Int128 constant, int rows)
    {
        if (!isConstant || isNull) return isConstant;
        _sum += constant * rows;
        _count += rows;
        return true;
    }

    // A block has at most 2^31 rows, so that sums of 32 bits each stay within 64.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<int> values, ReadOnlySpan<bool> valid)
    {
        long sum = 0;
        if (valid.Length == 0)
        {
            foreach (var value in values) sum += value;
        }
        else
        {
            for (var i = 0; i < values.Length; i++) sum += valid[i] ? values[i] : 0;
        }

        Finish(sum, values.Length, valid);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<uint> values, ReadOnlySpan<bool> valid)
    {
        long sum = 0;
        for (var i = 0; i < values.Length; i++) sum += valid.Length == 0 || valid[i] ? values[i] : 0;
        Finish(sum, values.Length, valid);
    }

    // The upper and lower halves are summed apart.
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

        Finish(((Int128)upper << 32) + lower, values.Length, valid);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<ulong> values, ReadOnlySpan<bool> valid)
    {
        ulong upper = 0;
        ulong lower = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = valid.Length == 0 || valid[i] ? values[i] : 0;
            upper += value >> 32;
            lower += (uint)value;
        }

        Finish(((Int128)upper << 32) + lower, values.Length, valid);
    }

    private void Finish(Int128 sum, int rows, ReadOnlySpan<bool> valid)
    {
        _sum += sum;
        _count += valid.Length == 0 ? rows : Masks.Count(valid);
    }
}
