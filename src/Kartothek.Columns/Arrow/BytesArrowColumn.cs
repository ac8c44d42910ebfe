using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>Texts and binary values.</summary>
internal sealed class BytesArrowColumn(Field field) : ArrowColumn
{
    private readonly GrowingBuffer<int> _offsets = new();
    private readonly GrowingBuffer<byte> _data = new();
    private BytesVector? _scratch;

    // Offsets are ints, and arrays of this runtime a little shorter.
    private static int MostBytes => System.Array.MaxLength;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Append(Vector vector, int start, int count)
    {
        var operand = BytesOperand.Read(vector, ref _scratch);
        if (_offsets.Count == 0) _offsets.Append(1)[0] = 0;
        var offsets = _offsets.Append(count);
        long end = _data.Count;
        for (var i = 0; i < count; i++)
        {
            end += operand.IsNullAt(start + i) ? 0 : operand.Views[operand.IsConstant ? 0 : start + i].Length;
            offsets[i] = (int)end;
        }

        if (end > MostBytes) throw ColumnsErrors.BatchTooLarge(field);
        var target = _data.Append((int)end - _data.Count);
        if (operand is { IsConstant: false, HasNulls: false })
        {
            Copy(operand, start, count, target);
        }
        else
        {
            for (var i = 0; i < count; i++)
            {
                if (operand.IsNullAt(start + i)) continue;
                var bytes = operand[start + i];
                bytes.CopyTo(target);
                target = target[bytes.Length..];
            }
        }

        if (operand.IsConstant) Validity.Append(!operand.IsNull, count);
        else AppendValidity(operand.Valid, start, count);
    }

    /// <summary>Copies values one behind the other. Most are short, and two vectors are moved sooner than a length is found out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(BytesOperand source, int start, int count, Span<byte> target)
    {
        const int Short = 2 * 16;
        var written = 0;
        foreach (var view in source.Views.Slice(start, count))
        {
            var bytes = source.At(view);
            if (bytes.Length <= Short && target.Length - written >= Short && source.HasBytes(view.Offset, Short))
            {
                ref var from = ref MemoryMarshal.GetReference(bytes);
                ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(target), written);
                Vector128.LoadUnsafe(ref from).StoreUnsafe(ref to);
                Vector128.LoadUnsafe(ref from, 16).StoreUnsafe(ref to, 16);
            }
            else
            {
                bytes.CopyTo(target[written..]);
            }

            written += bytes.Length;
        }
    }

    internal override IArrowArray Build()
    {
        var (count, nulls) = (Validity.Count, Validity.Clear);
        if (_offsets.Count == 0) _offsets.Append(1)[0] = 0;
        return ArrowArrayFactory.BuildArray(new ArrayData(
            ArrowTypes.ToArrow(field.Type), count, nulls, 0, [Validity.BuildValidity(), _offsets.Build(), _data.Build()]));
    }
}
