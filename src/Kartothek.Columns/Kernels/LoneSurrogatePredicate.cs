using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Kartothek.Columns;

/// <summary>Texts against a constant that has a lone surrogate, so that it has no UTF-8 form: it equals no text, but has a place in the order.</summary>
/// <inheritdoc cref="BytesConstantPredicate"/>
internal sealed class LoneSurrogatePredicate(ComparisonOperator comparison, ValueKernel operand, string constant, bool answerForNull) : PredicateKernel
{
    private BytesVector? _scratch;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        var values = BytesOperand.Read(operand.Evaluate(frame), ref _scratch);
        var buffer = ArrayPool<char>.Shared.Rent(256);
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = values.IsNullAt(i) ? answerForNull : Test(values[i], ref buffer);
        }

        ArrayPool<char>.Shared.Return(buffer);
    }

    private bool Test(ReadOnlySpan<byte> text, ref char[] buffer)
    {
        // No text has more code units than bytes.
        if (buffer.Length < text.Length)
        {
            ArrayPool<char>.Shared.Return(buffer);
            buffer = ArrayPool<char>.Shared.Rent(text.Length);
        }

        var length = Encoding.UTF8.GetChars(text, buffer);
        return Comparisons.Holds(comparison, buffer.AsSpan(0, length).SequenceCompareTo(constant));
    }
}
