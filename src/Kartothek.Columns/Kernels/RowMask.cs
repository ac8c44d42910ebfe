namespace Kartothek.Columns;

/// <summary>Which rows of a block are still wanted, as a flag each: cheaper than the numbers of a <see cref="RowSelection"/> while many are. Reusable; not thread-safe.</summary>
public sealed class RowMask
{
    private bool[] _flags = [];

    /// <summary>Rows of the block.</summary>
    public int Length { get; private set; }

    /// <summary>The number of rows wanted.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all rows of the block are wanted.</summary>
    public bool IsAll => Count == Length;

    /// <summary>Wants all of a block's rows.</summary>
    /// <param name="length">Rows of the block.</param>
    public void SelectAll(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (_flags.Length < length) _flags = new bool[Math.Max(length, 2 * _flags.Length)];
        Length = length;
        Count = length;
    }

    /// <summary>Drops the rows that a predicate doesn't answer with true.</summary>
    /// <param name="answers">One per row of the block, wanted or not.</param>
    /// <exception cref="ArgumentException">There are more or fewer answers than rows.</exception>
    public void Narrow(ReadOnlySpan<bool> answers)
    {
        if (answers.Length != Length) throw new ArgumentException($"There are {answers.Length} answers for {Length} rows.", nameof(answers));
        var flags = _flags.AsSpan(0, Length);
        if (IsAll) answers.CopyTo(flags);
        else Masks.And(flags, answers);
        Count = Masks.Count(flags);
    }

    /// <summary>Wants the same rows by number.</summary>
    /// <param name="selection">Is overwritten.</param>
    public void CopyTo(RowSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (IsAll) selection.SelectAll(Length);
        else selection.SelectWhere(_flags.AsSpan(0, Length));
    }
}
