using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Kartothek.Linq;

/// <summary>Takes a key apart into scalars: anonymous types, tuples and records into what they are made of.</summary>
internal sealed class GroupKey(LambdaExpression key, GroupScalars scalars, Func<GroupKeyPart, ParameterExpression> place)
{
    /// <summary>Whether different parts may make equal keys.</summary>
    public bool IsFiner { get; private set; }

    /// <summary>The key, made of the places of its parts; null where it has no scalars.</summary>
    public Expression? Rebuild() => Rebuild(key.Body);

    private Expression? Rebuild(Expression node)
    {
        switch (node)
        {
            case ConstantExpression:
                return node;
            case NewExpression creation when IsCompared(creation.Type):
                return Rebuild(creation.Arguments) is { } items ? creation.Update(items) : null;
            case MethodCallExpression { Object: null, Method: { Name: "Create", DeclaringType: var declaring } } call
                when declaring == typeof(ValueTuple) || declaring == typeof(Tuple):
                return Rebuild(call.Arguments) is { } parts ? call.Update(null, parts) : null;
            default:
                if (scalars.Key(Expression.Lambda(node, key.Parameters)) is not { } part) return null;
                IsFiner |= part.IsFiner;
                return place(part);
        }
    }

    private List<Expression>? Rebuild(IEnumerable<Expression> nodes)
    {
        var rebuilt = new List<Expression>();
        foreach (var node in nodes)
        {
            if (Rebuild(node) is not { } part) return null;
            rebuilt.Add(part);
        }
        return rebuilt;
    }

    /// <summary>Whether a type compares what it is made of, and makes equal objects of equal parts. A record may make equal ones of others, too.</summary>
    private bool IsCompared(Type type)
    {
        if (typeof(ITuple).IsAssignableFrom(type) && type.Namespace == "System") return true;
        var isAnonymous = type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal);
        var isRecord = type.GetMethod("Equals", [type])?.IsDefined(typeof(CompilerGeneratedAttribute)) == true;
        IsFiner |= isRecord;
        return isAnonymous || isRecord;
    }
}
