using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Kartothek.Linq;

/// <summary>Compiles the loops that fill columns, once per member and type of column.</summary>
/// <typeparam name="T">A row: a record, or a value by itself.</typeparam>
internal static class FillLoopCompiler<T>
{
    private static readonly ConcurrentDictionary<(string? Member, WriteTarget Target), FillLoop<T>> Cache = [];

    /// <summary>The loop of a member; of the rows themselves where there is none.</summary>
    public static FillLoop<T> Of(MemberInfo? member, WriteTarget target) =>
        Cache.GetOrAdd((member?.Name, target), static (_, m) => Build(m.member, m.target).Compile(), (member, target));

    private static Expression<FillLoop<T>> Build(MemberInfo? member, WriteTarget target)
    {
        var rows = Expression.Parameter(typeof(T[]), "rows");
        var first = Expression.Parameter(typeof(int), "first");
        var count = Expression.Parameter(typeof(int), "count");
        var at = Expression.Parameter(typeof(int), "at");
        var present = Expression.Parameter(typeof(bool[]), "present");
        var column = Expression.Parameter(typeof(ColumnFiller), "column");
        var filler = Expression.Variable(FillerMaker.TypeOf(target), "filler");
        var statements = new StoreStatement(target, filler);
        var i = Expression.Variable(typeof(int), "i");
        var row = Expression.Variable(typeof(int), "row");
        var (end, next) = (Expression.Label("end"), Expression.Label("next"));

        Expression value = Expression.ArrayIndex(rows, Expression.Add(first, i));
        if (member is not null)
        {
            value = Expression.MakeMemberAccess(value, member);
        }
        var isAbsent = Expression.AndAlso(
            Expression.NotEqual(present, Expression.Constant(null, typeof(bool[]))), Expression.Not(Expression.ArrayIndex(present, row)));
        var body = Expression.Block(
            Expression.IfThen(Expression.GreaterThanOrEqual(i, count), Expression.Break(end)),
            Expression.Assign(row, Expression.Add(at, i)),
            Expression.IfThen(
                isAbsent, Expression.Block(Expression.Call(filler, nameof(ColumnFiller.SetNull), null, row), Expression.Continue(next))),
            statements.Store(value, row),
            Expression.Label(next),
            Expression.PreIncrementAssign(i));
        return Expression.Lambda<FillLoop<T>>(
            Expression.Block(
                [filler, i, row, .. statements.Locals],
                [
                    Expression.Assign(filler, Expression.Convert(column, filler.Type)),
                    .. statements.Prologue,
                    .. IsStoredText(member) ? [PrefetchTexts(value, present, i, count)] : (Expression[])[],
                    Expression.Assign(i, Expression.Constant(0)),
                    Expression.Loop(body, end),
                ]),
            rows,
            first,
            count,
            at,
            present,
            column);
    }

    /// <summary>The texts of all rows are asked for before the first is read; those of nested records aren't, which may be absent.</summary>
    private static ConditionalExpression PrefetchTexts(Expression value, Expression present, ParameterExpression i, Expression count)
    {
        var end = Expression.Label("prefetched");
        var body = Expression.Block(
            Expression.IfThen(Expression.GreaterThanOrEqual(i, count), Expression.Break(end)),
            Expression.Call(typeof(Prefetch), nameof(Prefetch.Text), null, value),
            Expression.PreIncrementAssign(i));
        return Expression.IfThen(
            Expression.ReferenceEqual(present, Expression.Constant(null, typeof(bool[]))),
            Expression.Block(Expression.Assign(i, Expression.Constant(0)), Expression.Loop(body, end)));
    }

    // A getter with code of its own runs once per row.
    private static bool IsStoredText(MemberInfo? member) => member switch
    {
        FieldInfo field => field.FieldType == typeof(string),
        PropertyInfo { GetMethod: { } getter } property => property.PropertyType == typeof(string)
            && (getter.IsDefined(typeof(CompilerGeneratedAttribute)) || typeof(T).IsDefined(typeof(CompilerGeneratedAttribute))),
        _ => false,
    };
}
