using System.Collections.Immutable;
using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>A value per row that a lambda over records makes of columns. Immutable; each use has readers of its own.</summary>
/// <typeparam name="T">The values' type.</typeparam>
internal sealed class RecordValues<T>
{
    private readonly RowProgram<T> _program;
    private readonly object?[] _captures;
    private readonly string _where;

    private RecordValues(RowProgram<T> program, object?[] captures, Schema columns, string where) =>
        (_program, _captures, Columns, _where) = (program, captures, columns, where);

    /// <summary>The columns that are read.</summary>
    public Schema Columns { get; }

    /// <summary>The values of a lambda.</summary>
    /// <param name="map">The record.</param>
    /// <param name="lambda">One parameter, the record; preprocessed.</param>
    /// <param name="required">Members that mustn't be null in any row that is asked about.</param>
    /// <param name="where">The dataset, for messages.</param>
    public static RecordValues<T> Of(RecordMap map, LambdaExpression lambda, ImmutableArray<MemberMap> required, string where)
    {
        var program = RowProgram<T>.For(map, [new RowStage(lambda, IsFilter: false)], required, out var captures);
        var columns = program.Makers.Select(m => m.Target.Column).Distinct(StringComparer.Ordinal).Select(c => map.Schema[c]);
        return new(program, captures, new Schema(columns), where);
    }

    /// <summary>Makes a function from blocks of <see cref="Columns"/> to values, for one thread at a time; the array is overwritten by the next call.</summary>
    public Func<Block, T[]> Start()
    {
        var position = new RowPosition { File = _where };
        ColumnReader[] readers = [.. _program.Makers.Select(m => m.Make(position))];
        int[] ordinals = [.. _program.Makers.Select(m => Columns.IndexOf(m.Target.Column))];
        T[] values = [];
        return block =>
        {
            position.Block = block;
            for (var i = 0; i < readers.Length; i++)
            {
                readers[i].Load(block.Columns[ordinals[i]]);
            }
            if (values.Length < block.Length)
            {
                values = new T[block.Length];
            }
            var (row, written) = (0, 0);
            _program.Run(readers, _captures, ref row, block.Length, int.MaxValue, values, ref written);
            position.Block = null;
            return values;
        };
    }
}
