using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>A conjunction or disjunction.</summary>
/// <remarks>
/// A term that can't throw runs over all rows while many are open, because its loop is faster than picking rows out; where few
/// are open, and always where it can throw, a term runs only over the rows that the earlier ones left open.
/// </remarks>
/// <param name="isAnd">And, or.</param>
/// <param name="terms">The terms in the order of evaluation.</param>
/// <param name="canThrow">Which of them can throw.</param>
internal sealed class LogicalPredicate(bool isAnd, PredicateKernel[] terms, bool[] canThrow) : PredicateKernel
{
    private readonly RowSelection _open = new();
    private readonly SelectedFrame _frame = new();
    private bool[] _answers = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        mask.Fill(isAnd);
        var open = mask.Length;
        for (var i = 0; i < terms.Length && open > 0; i++)
        {
            if (open == mask.Length)
            {
                terms[i].Evaluate(frame, mask);
            }
            else if (canThrow[i] || (long)open * 8 < mask.Length)
            {
                EvaluateOpen(terms[i], frame, mask);
            }
            else
            {
                var answers = Answers(mask.Length);
                terms[i].Evaluate(frame, answers);
                if (isAnd) Masks.And(mask, answers);
                else Masks.Or(mask, answers);
            }

            var set = Masks.Count(mask);
            open = isAnd ? set : mask.Length - set;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EvaluateOpen(PredicateKernel term, Frame frame, Span<bool> mask)
    {
        if (isAnd) _open.SelectWhere(mask);
        else _open.SelectWhereNot(mask);
        _frame.Set(frame, _open);
        var answers = Answers(_open.Count);
        term.Evaluate(_frame, answers);
        var rows = _open.Rows;
        for (var i = 0; i < rows.Length; i++) mask[rows[i]] = answers[i];
    }

    private Span<bool> Answers(int length)
    {
        if (_answers.Length < length) _answers = new bool[Math.Max(length, 2 * _answers.Length)];
        return _answers.AsSpan(0, length);
    }
}
