using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Kartothek.Columns;

/// <summary>Evaluates one expression over blocks of one schema.</summary>
/// <remarks>
/// Made once per scan and reused, since it keeps its buffers and what it learnt of dictionaries; not thread-safe. What it returns is lent
/// until its next call, and may share arrays with the block. Nulls, NaN and order are those that <see cref="Scalar"/> states. Where C# would
/// throw for a row, the call throws the same exception (<see cref="DivideByZeroException"/>, <see cref="OverflowException"/>); terms of a
/// conjunction and branches that can throw run only over the rows that reach them, and never over null operands.
/// </remarks>
public sealed class ScalarEvaluator
{
    private readonly BlockFrame _block = new();
    private readonly SelectedFrame _selected = new();
    private readonly PredicateKernel? _predicate;
    private readonly bool _canThrow;
    private ValueKernel? _value;
    private bool[] _mask = [];

    /// <summary>Compiles an expression.</summary>
    /// <param name="scalar">The expression.</param>
    /// <param name="schema">The schema of the blocks; it has all columns that the expression names, of their types.</param>
    /// <exception cref="KartothekException">The schema lacks a column, or has it with another type (<see cref="ErrorKind.Invalid"/>).</exception>
    public ScalarEvaluator(Scalar scalar, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(scalar);
        ArgumentNullException.ThrowIfNull(schema);
        Scalar = scalar;
        Schema = schema;
        _canThrow = scalar.CanThrow;
        if (scalar.Type.Kind == ColumnKind.Boolean) _predicate = new ScalarCompiler(schema).CompilePredicate(scalar);
        else _value = new ScalarCompiler(schema).CompileValue(scalar);
    }

    /// <summary>The expression.</summary>
    public Scalar Scalar { get; }

    /// <summary>The schema of the blocks.</summary>
    public Schema Schema { get; }

    /// <summary>The values of the expression, one per row of the block, in any shape.</summary>
    public Vector Evaluate(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        _value ??= new ScalarCompiler(Schema).CompileValue(Scalar);
        _block.Set(block);
        return _value.Evaluate(_block);
    }

    /// <summary>Whether each row of the block satisfies the predicate.</summary>
    /// <exception cref="KartothekException">The expression isn't a boolean (<see cref="ErrorKind.Invalid"/>).</exception>
    public ReadOnlySpan<bool> Test(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        _block.Set(block);
        return Test(_block);
    }

    /// <summary>Whether the predicate can be asked about entries of a dictionary: it reads one column, and can't throw.</summary>
    public bool TestsEntries => _predicate is OneColumnPredicate;

    /// <summary>Whether a row with each entry of a dictionary satisfies the predicate. Blocks with that dictionary aren't evaluated again: their rows are looked up.</summary>
    /// <param name="dictionary">The dictionary, whose entries are of the column's type.</param>
    /// <param name="ofNull">Whether a row without value does.</param>
    /// <returns>One answer per entry, lent until the next call.</returns>
    /// <exception cref="InvalidOperationException"><see cref="TestsEntries"/> is false.</exception>
    public ReadOnlySpan<bool> TestEntries(ValueDictionary dictionary, out bool ofNull)
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        if (_predicate is not OneColumnPredicate predicate) throw new InvalidOperationException("The expression reads several columns, or can throw.");
        return predicate.Answers(dictionary, out ofNull);
    }

    /// <summary>Drops from the selection the rows that don't satisfy the predicate; rows not selected aren't evaluated where that could throw.</summary>
    /// <param name="block">The block.</param>
    /// <param name="selection">A selection of the block's rows.</param>
    /// <exception cref="KartothekException">The expression isn't a boolean (<see cref="ErrorKind.Invalid"/>).</exception>
    public void Narrow(Block block, RowSelection selection)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(selection);
        if (selection.Length != block.Length) throw new ArgumentException($"The selection is of {selection.Length} rows, and the block has {block.Length}.", nameof(selection));
        if (selection.Count == 0) return;
        _block.Set(block);
        if (!selection.IsAll && (_canThrow || (long)selection.Count * 8 < block.Length))
        {
            _selected.Set(_block, selection);
            selection.KeepWherePlace(Test(_selected));
        }
        else
        {
            selection.KeepWhereRow(Test(_block));
        }
    }

    /// <summary>Drops rows as <see cref="Narrow"/> does; where a row throws, that row and all behind it are dropped too, and its exception is returned.</summary>
    /// <remarks>
    /// A block is evaluated as a whole, but its rows are asked for one by one: who takes the first match must not see the exception
    /// of a later row. So the caller hands on the rows that are left, and throws when it is asked for more.
    /// </remarks>
    /// <param name="block">The block.</param>
    /// <param name="selection">A selection of the block's rows.</param>
    /// <returns>The exception of the first selected row that throws, or null.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ExceptionDispatchInfo? NarrowUpToFailure(Block block, RowSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (!_canThrow)
        {
            Narrow(block, selection);
            return null;
        }

        var failure = TryNarrow(block, selection);
        if (failure is null) return null;

        // Rows [0, good) don't throw, rows [0, bad) do.
        var rows = selection.Rows.ToArray();
        var (good, bad) = (0, rows.Length);
        while (bad - good > 1)
        {
            var middle = good + (bad - good) / 2;
            selection.Select(block.Length, rows.AsSpan(0, middle));
            if (TryNarrow(block, selection) is { } earlier) (bad, failure) = (middle, earlier);
            else good = middle;
        }

        selection.Select(block.Length, rows.AsSpan(0, good));
        Narrow(block, selection);
        return failure;
    }

    /// <summary>Narrows; where a row throws, the selection stays as it is.</summary>
    private ExceptionDispatchInfo? TryNarrow(Block block, RowSelection selection)
    {
        try
        {
            Narrow(block, selection);
            return null;
        }
        catch (ArithmeticException e)
        {
            return ExceptionDispatchInfo.Capture(e);
        }
    }

    private ReadOnlySpan<bool> Test(Frame frame)
    {
        if (_predicate is null) throw ColumnsErrors.NoPredicate(Scalar);
        if (_mask.Length < frame.Length) _mask = new bool[Math.Max(frame.Length, 2 * _mask.Length)];
        var mask = _mask.AsSpan(0, frame.Length);
        _predicate.Evaluate(frame, mask);
        return mask;
    }
}
