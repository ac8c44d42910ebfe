namespace Kartothek.Columns;

/// <summary>A boolean value as a predicate: null counts as false.</summary>
internal sealed class BooleanPredicate(ValueKernel operand) : PredicateKernel
{
    private FlatVector<bool>? _scratch;

    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        var values = Operand<bool>.Read(operand.Evaluate(frame), ref _scratch);
        if (values.IsConstant)
        {
            mask.Fill(!values.IsNull && values.Constant);
            return;
        }

        values.Values.CopyTo(mask);
        if (values.HasNulls) Masks.And(mask, values.Valid);
    }
}
