using System.Collections.Concurrent;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Delegates of lambdas that run over rows in memory, compiled once per shape.</summary>
/// <typeparam name="TIn">The lambda's parameter.</typeparam>
/// <typeparam name="TOut">Its result.</typeparam>
internal static class CompiledLambda<TIn, TOut>
{
    private const int MaxCached = 1024;
    private static readonly ConcurrentDictionary<ProgramKey, Func<object?[], TIn, TOut>> Cache = [];

    /// <summary>The delegate of a lambda.</summary>
    public static Func<TIn, TOut> Of(LambdaExpression lambda)
    {
        var lifter = new ConstantLifter();
        var lifted = lifter.Lift(lambda);
        var captures = lifter.Values;
        var shape = new ExpressionShape();
        shape.Visit(lifted);
        Func<object?[], TIn, TOut> compiled;
        if (shape.IsComplete)
        {
            if (Cache.Count >= MaxCached)
            {
                Cache.Clear();
            }
            compiled = Cache.GetOrAdd(
                new ProgramKey([.. shape.Tokens, .. lifter.Variables.Select(v => v.Type)]), static (_, l) => Compile(l.Lifted, l.Variables), (Lifted: lifted, lifter.Variables));
        }
        else
        {
            compiled = Compile(lifted, lifter.Variables);
        }
        return row => compiled(captures, row);
    }

    private static Func<object?[], TIn, TOut> Compile(LambdaExpression lambda, IReadOnlyList<ParameterExpression> constants)
    {
        var captures = Expression.Parameter(typeof(object[]), "captures");
        var body = Expression.Block(
            constants,
            [
                .. constants.Select((c, i) => Expression.Assign(c, Expression.Convert(Expression.ArrayIndex(captures, Expression.Constant(i)), c.Type))),
                lambda.Body.Type == typeof(TOut) ? lambda.Body : Expression.Convert(lambda.Body, typeof(TOut)),
            ]);
        return Expression.Lambda<Func<object?[], TIn, TOut>>(body, captures, lambda.Parameters[0]).Compile();
    }
}
