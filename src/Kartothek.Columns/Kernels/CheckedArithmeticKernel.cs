using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Arithmetic that can throw, as C#'s does, and so never touches a row with a null.</summary>
internal sealed class CheckedArithmeticKernel<T>(ArithmeticOperator arithmetic, ValueKernel left, ValueKernel right, ColumnType type) : ValueKernel
    where T : unmanaged, INumber<T>
{
    private readonly FlatVector<T> _result = new(type);
    private readonly NullVector _null = new(type);
    private FlatVector<T>? _left;
    private FlatVector<T>? _right;
    private bool[] _both = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override Vector Evaluate(Frame frame)
    {
        var l = Operand<T>.Read(left.Evaluate(frame), ref _left);
        var r = Operand<T>.Read(right.Evaluate(frame), ref _right);
        if (l.IsNull || r.IsNull)
        {
            _null.Length = frame.Length;
            return _null;
        }

        var result = _result.Reset(frame.Length);
        var valid = Masks.Both(l.Valid, r.Valid, frame.Length, ref _both);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = valid is not null && !valid[i] ? default : Apply(l.IsConstant ? l.Constant : l.Values[i], r.IsConstant ? r.Constant : r.Values[i]);
        }

        _result.Valid = valid;
        return _result;
    }

    private T Apply(T l, T r) => arithmetic switch
    {
        ArithmeticOperator.Add => checked(l + r),
        ArithmeticOperator.Subtract => checked(l - r),
        ArithmeticOperator.Multiply => checked(l * r),
        ArithmeticOperator.Divide => l / r,
        _ => l % r,
    };
}
