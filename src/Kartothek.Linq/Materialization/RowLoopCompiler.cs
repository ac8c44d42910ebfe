using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Writes the loop over the rows of a block.</summary>
/// <param name="map">The record.</param>
/// <param name="stages">What happens to each row, without constants.</param>
/// <param name="required">Members that mustn't be null in any row.</param>
/// <param name="constants">The variables that stand for the constants.</param>
internal sealed class RowLoopCompiler(
    RecordMap map, ImmutableArray<RowStage> stages, ImmutableArray<MemberMap> required, IReadOnlyList<ParameterExpression> constants)
{
    private static readonly System.Reflection.MethodInfo NullMethod = typeof(ValueConversion).GetMethod(nameof(ValueConversion.Null))!;

    /// <summary>Builds one of the two loops.</summary>
    /// <param name="isChecked">Whether columns may have nulls.</param>
    /// <param name="makers">What reads the columns; the same for both loops.</param>
    public Expression<RowLoop<TResult>> Build<TResult>(bool isChecked, out ImmutableArray<ReaderMaker> makers)
    {
        var readers = Expression.Parameter(typeof(ColumnReader[]), "readers");
        var captures = Expression.Parameter(typeof(object[]), "captures");
        var position = Expression.Parameter(typeof(int).MakeByRefType(), "row");
        var count = Expression.Parameter(typeof(int), "count");
        var limit = Expression.Parameter(typeof(int), "limit");
        var output = Expression.Parameter(typeof(TResult[]), "output");
        var written = Expression.Parameter(typeof(int).MakeByRefType(), "written");
        var row = Expression.Variable(typeof(int), "row");
        var next = Expression.Label("next");
        var end = Expression.Label("end");

        var set = new ReaderSet(readers, isChecked);
        var result = Body(set, row, next, out var locals, out var statements);
        makers = [.. set.Makers];
        var perRow = Expression.Block(
            locals,
            [
                .. statements,
                Expression.Assign(Expression.ArrayAccess(output, written), result),
                Expression.Assign(written, Expression.Add(written, Expression.Constant(1))),
                Expression.IfThen(
                    Expression.GreaterThanOrEqual(written, limit), Expression.Block(Expression.PreIncrementAssign(row), Expression.Break(end))),
            ]);
        var loop = Expression.Loop(
            Expression.Block(
                Expression.IfThen(Expression.GreaterThanOrEqual(row, count), Expression.Break(end)),
                perRow,
                Expression.Label(next),
                Expression.PreIncrementAssign(row)),
            end);
        var body = Expression.Block(
            [row, .. set.Locals, .. constants],
            [
                .. set.Prologue,
                .. constants.Select((c, i) => Expression.Assign(c, Expression.Convert(Expression.ArrayIndex(captures, Expression.Constant(i)), c.Type))),
                Expression.Assign(row, position),
                loop,
                Expression.Assign(position, row),
            ]);
        return Expression.Lambda<RowLoop<TResult>>(body, readers, captures, position, count, limit, output, written);
    }

    private Expression Body(ReaderSet set, ParameterExpression row, LabelTarget next, out List<ParameterExpression> locals, out List<Expression> statements)
    {
        (locals, statements) = ([], []);
        foreach (var member in required)
        {
            if (set.Missing(ReadTarget.Of(member), row) is { } missing)
            {
                statements.Add(Expression.IfThen(missing, Expression.Call(NullMethod.MakeGenericMethod(typeof(int)), set.ReaderOf(ReadTarget.Of(member)), row)));
            }
        }
        // Null as long as nobody needs the record: members are read from the columns.
        ParameterExpression? current = null;
        for (var i = 0; i < stages.Length; i++)
        {
            var (lambda, isFilter) = stages[i];
            if (i == FirstRecordStage)
            {
                current = Keep(set.ReadRecord(map, row), locals, statements);
            }
            var substitution = new RowSubstitution(lambda.Parameters[0], current, map, m => set.Read(ReadTarget.Of(m), row));
            var value = substitution.Visit(lambda.Body);
            foreach (var (variable, kept) in substitution.Kept)
            {
                locals.Add(variable);
                statements.Add(Expression.Assign(variable, kept));
            }
            if (isFilter)
            {
                statements.Add(Expression.IfThen(Expression.Not(value), Expression.Continue(next)));
            }
            else if (i == stages.Length - 1)
            {
                return value;
            }
            else
            {
                current = Keep(value, locals, statements);
            }
        }
        return current ?? set.ReadRecord(map, row);
    }

    /// <summary>The first stage that needs the record as a whole; the number of stages where none does. From the first projection on, rows aren't records.</summary>
    private int FirstRecordStage
    {
        get
        {
            for (var i = 0; i < stages.Length; i++)
            {
                if (RecordUse.NeedsRecord(stages[i].Lambda, map))
                {
                    return i;
                }
                if (!stages[i].IsFilter)
                {
                    break;
                }
            }
            return stages.Length;
        }
    }

    private static ParameterExpression Keep(Expression value, List<ParameterExpression> locals, List<Expression> statements)
    {
        var local = Expression.Variable(value.Type, $"value{locals.Count}");
        locals.Add(local);
        statements.Add(Expression.Assign(local, value));
        return local;
    }
}
