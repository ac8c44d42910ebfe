using System.Numerics;

namespace Kartothek.Columns;

/// <summary>Arithmetic that throws for no value: wrapping sums and products of integers, and everything on floats.</summary>
internal sealed class ArithmeticKernel<T>(ArithmeticOperator arithmetic, ValueKernel left, ValueKernel right, ColumnType type) : ValueKernel
    where T : unmanaged, INumber<T>
{
    private readonly FlatVector<T> _result = new(type);
    private readonly NullVector _null = new(type);
    private FlatVector<T>? _left;
    private FlatVector<T>? _right;
    private bool[] _both = [];

    internal override Vector Evaluate(Frame frame)
    {
        var l = Operand<T>.Read(left.Evaluate(frame), ref _left);
        var r = Operand<T>.Read(right.Evaluate(frame), ref _right);
        if (l.IsNull || r.IsNull)
        {
            _null.Length = frame.Length;
            return _null;
        }

        Arithmetic.Run(arithmetic, l, r, _result.Reset(frame.Length));
        _result.Valid = Masks.Both(l.Valid, r.Valid, frame.Length, ref _both);
        return _result;
    }
}
