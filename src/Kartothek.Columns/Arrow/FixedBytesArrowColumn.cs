using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>Binary values of one length.</summary>
internal sealed class FixedBytesArrowColumn(Field field) : ArrowColumn
{
    private readonly GrowingBuffer<byte> _data = new();
    private BytesVector? _scratch;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Append(Vector vector, int start, int count)
    {
        var length = field.Type.Length;
        if (_data.Count + ((long)length * count) > System.Array.MaxLength) throw ColumnsErrors.BatchTooLarge(field);
        var operand = BytesOperand.Read(vector, ref _scratch);
        var target = _data.Append(length * count);
        target.Clear();
        for (var i = 0; i < count; i++)
        {
            if (!operand.IsNullAt(start + i)) operand[start + i].CopyTo(target.Slice(i * length, length));
        }

        if (operand.IsConstant) Validity.Append(!operand.IsNull, count);
        else AppendValidity(operand.Valid, start, count);
    }

    internal override IArrowArray Build()
    {
        var (count, nulls) = (Validity.Count, Validity.Clear);
        return ArrowArrayFactory.BuildArray(new ArrayData(ArrowTypes.ToArrow(field.Type), count, nulls, 0, [Validity.BuildValidity(), _data.Build()]));
    }
}
