using Apache.Arrow;
using Apache.Arrow.Types;

namespace Kartothek.Columns;

/// <summary>Booleans.</summary>
internal sealed class BooleanArrowColumn : ArrowColumn
{
    private readonly Bitmap _values = new();
    private FlatVector<bool>? _scratch;

    internal override void Append(Vector vector, int start, int count)
    {
        var operand = Operand<bool>.Read(vector, ref _scratch);
        if (operand.IsConstant)
        {
            _values.Append(!operand.IsNull && operand.Constant, count);
            Validity.Append(!operand.IsNull, count);
            return;
        }

        _values.Append(operand.Values.Slice(start, count));
        AppendValidity(operand.Valid, start, count);
    }

    internal override IArrowArray Build()
    {
        var (count, nulls) = (_values.Count, Validity.Clear);
        return ArrowArrayFactory.BuildArray(new ArrayData(BooleanType.Default, count, nulls, 0, [Validity.BuildValidity(), _values.Build()]));
    }
}
