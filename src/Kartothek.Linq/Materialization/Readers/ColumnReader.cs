using System.Runtime.CompilerServices;
using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Where compiled code finds one column's values of the current block.</summary>
/// <remarks>
/// A row loop is compiled twice: for blocks in which no column has a null, and for the others, where it looks at
/// <see cref="Valid"/>. Belongs to one task at a time.
/// </remarks>
/// <param name="target">What the column is read into.</param>
/// <param name="position">Where the rows come from.</param>
internal abstract class ColumnReader(ReadTarget target, RowPosition position)
{
    private static readonly bool[] AllTrue = [.. Enumerable.Repeat(true, 4096)];
    private static readonly bool[] AllFalse = new bool[4096];

    /// <summary>What the column is read into.</summary>
    public ReadTarget Target { get; } = target;

    /// <summary>Where the rows come from.</summary>
    public RowPosition Position { get; } = position;

    /// <summary>Per row whether there is a value; never null after a block was loaded.</summary>
    public bool[] Valid { get; protected set; } = AllTrue;

    /// <summary>Whether some row of the block is null.</summary>
    public bool HasNulls { get; private set; }

    /// <summary>Takes a block's vector, for as long as it is lent.</summary>
    public void Load(Vector vector)
    {
        // Its nulls are in the Arrow array.
        if (vector is NestedVector nested)
        {
            Load(nested.Array);
            return;
        }
        var isNull = vector is NullVector || (vector is ConstantVector constant && constant.Value.IsNull(0));
        if (isNull)
        {
            SetAllNull(vector.Length);
            LoadNulls(vector.Length);
            return;
        }
        SetValid(vector is ConstantVector ? null : vector.Valid, vector.Length);
        LoadValues(vector);
    }

    /// <summary>Takes the elements of a nested value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(IArrowArray array)
    {
        if (array is NullArray)
        {
            SetAllNull(array.Length);
            LoadNulls(array.Length);
            return;
        }
        bool[]? valid = null;
        if (array.NullCount > 0)
        {
            valid = new bool[array.Length];
            for (var i = 0; i < valid.Length; i++)
            {
                valid[i] = array.IsValid(i);
            }
        }
        SetValid(valid, array.Length);
        LoadValues(array);
    }

    /// <summary>Takes a vector of which not every row is null by its shape.</summary>
    protected abstract void LoadValues(Vector vector);

    /// <summary>Takes the elements of a nested value; <see cref="Valid"/> is set already.</summary>
    protected abstract void LoadValues(IArrowArray array);

    /// <summary>Makes room for rows that are all null.</summary>
    protected virtual void LoadNulls(int length)
    {
    }

    /// <summary>The error for a shape that a column of this type never has.</summary>
    protected KartothekException Unexpected(object shape) => RecordErrors.UnexpectedShape(Target, shape.GetType());

    private void SetAllNull(int length)
    {
        Valid = length <= AllFalse.Length ? AllFalse : new bool[length];
        HasNulls = length > 0;
    }

    private void SetValid(bool[]? valid, int length)
    {
        HasNulls = valid is not null && valid.AsSpan(0, length).Contains(false);
        if (HasNulls)
        {
            Valid = valid!;
        }
        else if (Valid == AllFalse || Valid.Length < length || Valid != AllTrue)
        {
            Valid = length <= AllTrue.Length ? AllTrue : [.. Enumerable.Repeat(true, length)];
        }
    }
}
