using System.Linq.Expressions;
using Kartothek.Linq;

namespace Kartothek.Testing;

/// <summary>A terminal operator over a query, <c>q => q.Where(…).Count()</c>, run as it is written, or by its asynchronous form.</summary>
internal sealed class TerminalCall<T>
{
    private readonly ParameterExpression _source;
    private readonly MethodCallExpression _call;
    private readonly Func<IQueryable<T>, object?> _run;
    private readonly Func<IQueryable<T>, Task> _start;

    /// <summary>A terminal operator.</summary>
    public TerminalCall(LambdaExpression query)
    {
        _source = query.Parameters[0];
        _call = (MethodCallExpression)(query.Body is UnaryExpression { NodeType: ExpressionType.Convert } boxed ? boxed.Operand : query.Body);
        _run = Expression.Lambda<Func<IQueryable<T>, object?>>(Expression.Convert(_call, typeof(object)), _source).Compile();
        _start = Expression.Lambda<Func<IQueryable<T>, Task>>(Asynchronous(_call), _source).Compile();
    }

    /// <summary>The whole query's expression over a source.</summary>
    public Expression Over(IQueryable<T> source) => ParameterReplacer.Replace(_call, _source, source.Expression);

    /// <summary>Runs it.</summary>
    public object? Run(IQueryable<T> source) => _run(source);

    /// <summary>Runs its asynchronous form.</summary>
    public async Task<object?> RunAsync(IQueryable<T> source)
    {
        var task = _start(source);
        await task;
        return task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task);
    }

    // Each operator of Queryable has a namesake with the same parameters and a token.
    private static MethodCallExpression Asynchronous(MethodCallExpression call)
    {
        var wanted = call.Method.GetParameters().Select(p => p.ParameterType).Append(typeof(CancellationToken)).ToList();
        var arguments = call.Method.GetGenericArguments();
        var method = typeof(AsyncQueryable).GetMethods()
            .Where(m => m.Name == call.Method.Name + "Async" && m.GetGenericArguments().Length == arguments.Length)
            .Select(m => arguments.Length == 0 ? m : m.MakeGenericMethod(arguments))
            .Single(m => m.GetParameters().Select(p => p.ParameterType).SequenceEqual(wanted));
        return Expression.Call(method, [.. call.Arguments, Expression.Constant(CancellationToken.None)]);
    }
}
