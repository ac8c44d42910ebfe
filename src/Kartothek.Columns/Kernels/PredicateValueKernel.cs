namespace Kartothek.Columns;

/// <summary>A predicate as values that are never null.</summary>
internal sealed class PredicateValueKernel(PredicateKernel predicate) : ValueKernel
{
    private readonly FlatVector<bool> _result = new(ColumnType.Boolean);

    internal override Vector Evaluate(Frame frame)
    {
        predicate.Evaluate(frame, _result.Reset(frame.Length));
        return _result;
    }
}
