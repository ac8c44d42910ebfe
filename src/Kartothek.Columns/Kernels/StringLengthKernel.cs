using System.Runtime.CompilerServices;
using System.Text;

namespace Kartothek.Columns;

/// <summary>UTF-16 code units of texts.</summary>
internal sealed class StringLengthKernel(ValueKernel operand) : ValueKernel
{
    private readonly FlatVector<int> _result = new(ColumnType.Int32);
    private readonly NullVector _null = new(ColumnType.Int32);
    private BytesVector? _scratch;
    private bool[] _valid = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override Vector Evaluate(Frame frame)
    {
        var values = BytesOperand.Read(operand.Evaluate(frame), ref _scratch);
        if (values.IsNull)
        {
            _null.Length = frame.Length;
            return _null;
        }

        var result = _result.Reset(frame.Length);
        if (values.IsConstant)
        {
            result.Fill(Encoding.UTF8.GetCharCount(values[0]));
            return _result;
        }

        var views = values.Views;
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = values.IsNullAt(i) ? 0 : values.IsAscii ? views[i].Length : Encoding.UTF8.GetCharCount(values.At(views[i]));
        }

        _result.Valid = Masks.Both(values.Valid, default, frame.Length, ref _valid);
        return _result;
    }
}
