using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Where compiled code puts the values of one column, block by block.</summary>
/// <remarks>Rows are filled in order; a row that nothing is said about holds a value, whatever lies in its slot. Belongs to one thread at a time.</remarks>
/// <param name="target">What is written to which column.</param>
/// <param name="rows">Where the rows come from.</param>
internal abstract class ColumnFiller(WriteTarget target, RowNumbers rows)
{
    private bool[] _valid = [];
    private bool _hasNulls;

    /// <summary>What is written to which column.</summary>
    public WriteTarget Target { get; } = target;

    /// <summary>Where the rows come from.</summary>
    public RowNumbers Rows { get; } = rows;

    /// <summary>Makes room for a block.</summary>
    public void Start(int capacity)
    {
        if (_valid.Length < capacity)
        {
            _valid = new bool[capacity];
            _hasNulls = true;
        }
        if (_hasNulls)
        {
            _valid.AsSpan().Fill(true);
            _hasNulls = false;
        }
        Reserve(capacity);
    }

    /// <summary>Leaves a row without a value.</summary>
    public void SetNull(int row)
    {
        _valid[row] = false;
        _hasNulls = true;
        Skip(row);
    }

    /// <summary>The error for a row that has no value where it must have one.</summary>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void ThrowNull(int row) => throw RecordWriteErrors.Null(Target, Rows.Describe(row));

    /// <summary>The values of so many rows, lent until the next <see cref="Start"/>.</summary>
    public Vector Finish(int count)
    {
        var vector = ValuesOf(count);
        if (vector is not NestedVector)
        {
            vector.Valid = _hasNulls ? _valid : null;
        }
        vector.Length = count;
        return vector;
    }

    /// <summary>Per row whether it has a value, after the rows were filled; null where all have one.</summary>
    protected bool[]? Valid => _hasNulls ? _valid : null;

    /// <summary>Makes room for the values of a block.</summary>
    protected abstract void Reserve(int capacity);

    /// <summary>Passes over a row that is null.</summary>
    protected virtual void Skip(int row)
    {
    }

    /// <summary>The vector of the values; its nulls and length are set by the caller, those of a nested one by itself.</summary>
    protected abstract Vector ValuesOf(int count);
}
