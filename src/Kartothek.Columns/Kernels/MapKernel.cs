using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>A function of one value; null of null. Where it can throw, the slots of null rows are left alone.</summary>
internal sealed class MapKernel<TFrom, TTo, TMap>(ValueKernel operand, ColumnType type, TMap map) : ValueKernel
    where TFrom : unmanaged
    where TTo : unmanaged
    where TMap : struct, IMap<TFrom, TTo>
{
    private readonly FlatVector<TTo> _result = new(type);
    private readonly NullVector _null = new(type);
    private FlatVector<TFrom>? _scratch;
    private bool[] _valid = [];

    // Over no rows nothing is calculated, not even with a constant.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override Vector Evaluate(Frame frame)
    {
        var values = Operand<TFrom>.Read(operand.Evaluate(frame), ref _scratch);
        if (values.IsNull || frame.Length == 0)
        {
            _null.Length = frame.Length;
            return _null;
        }

        var result = _result.Reset(frame.Length);
        if (values.IsConstant)
        {
            result.Fill(map.Apply(values.Constant));
            return _result;
        }

        var from = values.Values[..result.Length];
        if (values.HasNulls && map.CanThrow)
        {
            for (var i = 0; i < result.Length; i++) result[i] = values.Valid[i] ? map.Apply(from[i]) : default;
        }
        else
        {
            for (var i = 0; i < result.Length; i++) result[i] = map.Apply(from[i]);
        }

        _result.Valid = Masks.Both(values.Valid, default, frame.Length, ref _valid);
        return _result;
    }
}
