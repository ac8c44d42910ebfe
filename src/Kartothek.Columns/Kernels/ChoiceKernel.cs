namespace Kartothek.Columns;

/// <summary><c>test ? whenTrue : whenFalse</c> and <c>operand ?? fallback</c>: each row takes its value from one of two expressions.</summary>
/// <remarks>A branch runs only over the rows that take it, so that one that throws for others doesn't.</remarks>
internal sealed class ChoiceKernel(PredicateKernel test, ValueKernel whenTrue, ValueKernel whenFalse, IResultBuilder result) : ValueKernel
{
    private readonly RowSelection _rows = new();
    private readonly SelectedFrame _frame = new();
    private bool[] _mask = [];

    internal override Vector Evaluate(Frame frame)
    {
        if (_mask.Length < frame.Length) _mask = new bool[Math.Max(frame.Length, 2 * _mask.Length)];
        var mask = _mask.AsSpan(0, frame.Length);
        test.Evaluate(frame, mask);
        if (mask.Length > 0 && Masks.All(mask)) return whenTrue.Evaluate(frame);
        if (Masks.None(mask)) return whenFalse.Evaluate(frame);

        result.Begin(frame.Length);
        _rows.SelectWhere(mask);
        _frame.Set(frame, _rows);
        result.Put(whenTrue.Evaluate(_frame), _rows.Rows);
        _rows.SelectWhereNot(mask);
        _frame.Set(frame, _rows);
        result.Put(whenFalse.Evaluate(_frame), _rows.Rows);
        return result.Finish();
    }
}
