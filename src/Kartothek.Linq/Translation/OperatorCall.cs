using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using Kartothek.Columns;
using Remotion.Linq.Clauses;
using Remotion.Linq.Clauses.StreamedData;

namespace Kartothek.Linq;

/// <summary>An operator as it was written: its method and its arguments behind the source.</summary>
/// <remarks>
/// All operators but <c>Where</c> come through re-linq in this form: its own nodes put the body of a <c>Select</c> into whatever follows (so that it
/// would run twice, and a new object would no longer be the same), and know neither comparers nor the operators that .NET has added since.
/// </remarks>
internal sealed class OperatorCall(MethodInfo method, ImmutableArray<Expression> arguments) : ResultOperatorBase
{
    /// <summary>The method of <see cref="Queryable"/>.</summary>
    public MethodInfo Method { get; } = method;

    /// <summary>Its arguments without the source; lambdas unquoted.</summary>
    public ImmutableArray<Expression> Arguments { get; } = arguments;

    /// <summary>The operator's name.</summary>
    public string Name => Method.Name;

    /// <summary>The first argument if it is a lambda, else null.</summary>
    public LambdaExpression? Lambda => Arguments is [LambdaExpression lambda, ..] ? lambda : null;

    /// <summary>The value of an argument that isn't a lambda.</summary>
    /// <exception cref="KartothekException">It couldn't be evaluated before the query runs (<see cref="ErrorKind.Invalid"/>).</exception>
    public object? Value(int argument) =>
        Arguments[argument] is ConstantExpression constant ? constant.Value : throw QueryErrors.NoValue(Name, Arguments[argument]);

    /// <summary>The value of an optional argument at the end: a comparer, a default.</summary>
    public object? LastValue(int atLeast) => Arguments.Length > atLeast ? Value(Arguments.Length - 1) : null;

    /// <inheritdoc/>
    public override IStreamedDataInfo GetOutputDataInfo(IStreamedDataInfo inputInfo)
    {
        if (!typeof(IQueryable).IsAssignableFrom(Method.ReturnType)) return new StreamedScalarValueInfo(Method.ReturnType);
        var element = Method.ReturnType.GetGenericArguments()[0];
        return new StreamedSequenceInfo(typeof(IQueryable<>).MakeGenericType(element), Expression.Parameter(element, "item"));
    }

    /// <inheritdoc/>
    public override ResultOperatorBase Clone(CloneContext cloneContext) => this;

    /// <inheritdoc/>
    public override void TransformExpressions(Func<Expression, Expression> transformation)
    {
    }

    /// <inheritdoc/>
    public override IStreamedData ExecuteInMemory(IStreamedData input) =>
        throw new InvalidOperationException("re-linq's model is translated, and never run.");

    /// <inheritdoc/>
    public override string ToString() => $"{Name}({string.Join(", ", Arguments)})";
}
