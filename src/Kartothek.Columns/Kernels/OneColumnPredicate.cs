using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>A predicate of one column that can't throw: asked once per dictionary entry, once for a constant, and otherwise per row.</summary>
internal sealed class OneColumnPredicate(PredicateKernel predicate, int ordinal) : PredicateKernel
{
    private readonly ValuesFrame _frame = new();
    private readonly NullVector _null = new(ColumnType.Null) { Length = 1 };
    private ValueReuse _reuse;
    private bool[] _answers = [];
    private bool? _answerForNull;
    private bool _isUniform;

    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        switch (frame.Column(ordinal))
        {
            case ConstantVector constant:
                mask.Fill(Single(constant.Value));
                break;
            case NullVector:
                mask.Fill(AnswerForNull());
                break;
            case DictionaryVector dictionary when _reuse.Use(dictionary.Dictionary, mask.Length, out var compute):
                if (compute) Compute(dictionary.Dictionary);
                LookUp(dictionary, mask);
                break;
            default:
                predicate.Evaluate(frame, mask);
                break;
        }
    }

    /// <summary>The answer for each entry of a dictionary, which rows of it are looked up in from now on; lent until those of another one are asked for.</summary>
    internal ReadOnlySpan<bool> Answers(ValueDictionary dictionary, out bool ofNull)
    {
        ofNull = AnswerForNull();
        _reuse.Use(dictionary, dictionary.Count, out var compute);
        if (compute) Compute(dictionary);
        return _answers.AsSpan(0, dictionary.Count);
    }

    private void Compute(ValueDictionary dictionary)
    {
        var count = dictionary.Count;
        if (_answers.Length < count) _answers = new bool[count];
        var answers = _answers.AsSpan(0, count);
        if (count > 0)
        {
            _frame.Set(dictionary.Entries);
            predicate.Evaluate(_frame, answers);
        }

        _isUniform = count == 0 || !answers.Contains(!answers[0]);
        _reuse.Done();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LookUp(DictionaryVector dictionary, Span<bool> mask)
    {
        if (_isUniform)
        {
            mask.Fill(dictionary.Dictionary.Count > 0 && _answers[0]);
        }
        else
        {
            var codes = dictionary.Codes.AsSpan(0, mask.Length);
            var answers = _answers.AsSpan(0, dictionary.Dictionary.Count);
            CodeAnswers.LookUp(answers, codes, mask);
        }

        if (dictionary.Valid is { } valid) Masks.Settle(mask, valid.AsSpan(0, mask.Length), AnswerForNull());
    }

    private bool AnswerForNull() => _answerForNull ??= Single(_null);

    private bool Single(Vector value)
    {
        Span<bool> answer = stackalloc bool[1];
        _frame.Set(value);
        predicate.Evaluate(_frame, answer);
        return answer[0];
    }
}
