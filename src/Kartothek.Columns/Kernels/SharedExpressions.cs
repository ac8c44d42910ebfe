using System.Collections.Immutable;

namespace Kartothek.Columns;

/// <summary>Calculates once what several expressions over one block have in common, and lends it to them as a column.</summary>
/// <remarks>Only arithmetic that can't throw is shared, so that it may run over all rows whatever branch it stands in.</remarks>
internal sealed class SharedExpressions
{
    private readonly List<(Scalar Expression, int Ordinal)> _shared = [];
    private readonly (ScalarEvaluator Evaluator, int Ordinal)[] _evaluators;
    private readonly Scalar?[] _rewritten;
    private readonly int _columns;
    private Block? _block;

    /// <summary>Looks for common parts.</summary>
    /// <param name="expressions">The expressions; null stands for none.</param>
    /// <param name="schema">The columns of the blocks.</param>
    public SharedExpressions(ImmutableArray<Scalar?> expressions, Schema schema)
    {
        _rewritten = [.. expressions];
        _columns = schema.Fields.Length;
        var fields = schema.Fields.ToBuilder();
        while (LargestCommonPart() is { } part)
        {
            // No column of a file has such a name.
            var column = new ColumnScalar($"\0{fields.Count}", part.Type);
            for (var i = 0; i < _rewritten.Length; i++) _rewritten[i] = _rewritten[i]?.Rewrite(Replace);
            for (var i = 0; i < _shared.Count; i++) _shared[i] = (_shared[i].Expression.Rewrite(Replace), _shared[i].Ordinal);
            _shared.Add((part, fields.Count));
            fields.Add(new Field(column.Name, column.Type));

            Scalar Replace(Scalar scalar) => scalar.Equals(part) ? column : scalar;
        }

        Schema = _shared.Count == 0 ? schema : new Schema(fields);
        // A part that was found later is smaller, and may stand in one found before.
        _evaluators = [.. Enumerable.Reverse(_shared).Select(s => (new ScalarEvaluator(s.Expression, Schema), s.Ordinal))];
    }

    /// <summary>The columns of the blocks, and the shared ones behind them.</summary>
    public Schema Schema { get; }

    /// <summary>The expressions over these columns.</summary>
    public ReadOnlySpan<Scalar?> Rewritten => _rewritten;

    /// <summary>A block with the shared columns; the block itself where there are none. Lent until the next call.</summary>
    public Block Extend(Block block)
    {
        if (_evaluators.Length == 0) return block;
        _block ??= new Block(Schema, new Vector[Schema.Fields.Length]);
        block.Columns.AsSpan(0, _columns).CopyTo(_block.Columns);
        (_block.Length, _block.FirstRow, _block.Rows) = (block.Length, block.FirstRow, block.Rows);
        foreach (var (evaluator, ordinal) in _evaluators) _block.Columns[ordinal] = evaluator.Evaluate(_block);
        return _block;
    }

    private Scalar? LargestCommonPart()
    {
        var counts = new Dictionary<Scalar, int>();
        foreach (var expression in _rewritten)
        {
            if (expression is not null) Count(expression, counts);
        }

        foreach (var (expression, _) in _shared) Count(expression, counts);
        return counts.Where(c => c.Value > 1).Select(c => c.Key).MaxBy(Size);
    }

    private static void Count(Scalar scalar, Dictionary<Scalar, int> counts)
    {
        if (scalar is ArithmeticScalar { CanThrow: false }) counts[scalar] = counts.GetValueOrDefault(scalar) + 1;
        foreach (var operand in scalar.Operands) Count(operand, counts);
    }

    private static int Size(Scalar scalar) => 1 + scalar.Operands.Sum(Size);
}
