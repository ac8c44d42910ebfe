using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Columns of a task's blocks that mustn't have a null.</summary>
internal sealed class RequiredColumns
{
    private readonly (int Ordinal, ReadTarget Target)[] _required;
    private readonly RowPosition _position;

    /// <summary>The columns of a task.</summary>
    /// <param name="required">Members that mustn't be null in a row that counts.</param>
    /// <param name="columns">The columns that blocks have.</param>
    /// <param name="file">The file's key, for messages.</param>
    public RequiredColumns(ImmutableArray<MemberMap> required, Schema columns, string file)
    {
        _required = [.. required.Select(m => (columns.IndexOf(m.Column.Name), ReadTarget.Of(m)))];
        _position = new RowPosition { File = file };
    }

    /// <summary>Looks at a block.</summary>
    /// <exception cref="KartothekException">There is a null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Check(Block block)
    {
        foreach (var (ordinal, target) in _required)
        {
            Check(block, block.Columns[ordinal], target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Check(Block block, Vector vector, ReadTarget target)
    {
        // Only these have nulls without flags.
        if (vector.Valid is null && vector is not (NullVector or ConstantVector or NestedVector))
        {
            return;
        }
        for (var row = 0; row < block.Length; row++)
        {
            if (vector.IsNull(row))
            {
                _position.Block = block;
                throw RecordErrors.NullValue(target, _position, row);
            }
        }
    }
}
