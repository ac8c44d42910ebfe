using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Values, with a constant instead of null.</summary>
internal sealed class CoalesceConstantKernel<T>(ValueKernel operand, T fallback, ColumnType type) : ValueKernel
    where T : unmanaged
{
    private readonly FlatVector<T> _result = new(type);
    private FlatVector<T>? _scratch;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override Vector Evaluate(Frame frame)
    {
        var vector = operand.Evaluate(frame);
        if (vector is FlatVector<T> { Valid: null }) return vector;
        var values = Operand<T>.Read(vector, ref _scratch);
        var result = _result.Reset(frame.Length);
        if (values.IsConstant)
        {
            result.Fill(values.IsNull ? fallback : values.Constant);
            return _result;
        }

        values.Values.CopyTo(result);
        for (var i = 0; i < values.Valid.Length; i++)
        {
            if (!values.Valid[i]) result[i] = fallback;
        }

        return _result;
    }
}
