using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Sums floats as doubles, one after the other in the order of rows, as LINQ does.</summary>
internal sealed class FloatSumState(AggregateCall call, Schema schema) : AggregateState(call, schema)
{
    private FlatVector<float>? _floats;
    private FlatVector<double>? _doubles;
    private double _sum;
    private long _count;

    public override void Merge(AggregatePartial later)
    {
        _count += later.Count;
        if (later.Value is double sum) _sum += sum;
    }

    public override AggregatePartial Partial() => new(_count, _count == 0 ? null : _sum);

    private protected override void Add(Vector values, int rows)
    {
        if (Call.Argument!.Type.Storage == ColumnStorage.Double)
        {
            var doubles = Operand<double>.Read(values, ref _doubles);
            if (doubles.IsConstant) AddConstant(doubles.IsNull, doubles.Constant, rows);
            else Add(doubles.Values, doubles.Valid);
        }
        else
        {
            var floats = Operand<float>.Read(values, ref _floats);
            if (floats.IsConstant) AddConstant(floats.IsNull, floats.Constant, rows);
            else Add(floats.Values, floats.Valid);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddConstant(bool isNull, double constant, int rows)
    {
        if (isNull) return;
        for (var i = 0; i < rows; i++) _sum += constant;
        _count += rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<double> values, ReadOnlySpan<bool> valid)
    {
        var sum = _sum;
        for (var i = 0; i < values.Length; i++)
        {
            if (valid.Length == 0 || valid[i]) sum += values[i];
        }

        _sum = sum;
        _count += valid.Length == 0 ? values.Length : Masks.Count(valid);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<float> values, ReadOnlySpan<bool> valid)
    {
        var sum = _sum;
        for (var i = 0; i < values.Length; i++)
        {
            if (valid.Length == 0 || valid[i]) sum += values[i];
        }

        _sum = sum;
        _count += valid.Length == 0 ? values.Length : Masks.Count(valid);
    }
}
