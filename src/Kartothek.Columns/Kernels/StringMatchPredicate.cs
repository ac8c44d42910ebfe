using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Looks for a text in texts.</summary>
/// <remarks>A search over bytes finds what a search over characters would: no character's UTF-8 form begins inside that of another.</remarks>
internal sealed class StringMatchPredicate(StringMatch match, ValueKernel operand, byte[] text) : PredicateKernel
{
    private BytesVector? _scratch;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        var values = BytesOperand.Read(operand.Evaluate(frame), ref _scratch);
        if (values.IsConstant)
        {
            mask.Fill(!values.IsNull && Test(values[0]));
            return;
        }

        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = !values.IsNullAt(i) && Test(values[i]);
        }
    }

    private bool Test(ReadOnlySpan<byte> value) => match switch
    {
        StringMatch.StartsWith => value.StartsWith(text),
        StringMatch.EndsWith => value.EndsWith(text),
        _ => value.IndexOf(text) >= 0,
    };
}
