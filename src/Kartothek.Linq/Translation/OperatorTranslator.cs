using System.Collections.Immutable;
using System.Reflection;

namespace Kartothek.Linq;

/// <summary>Turns calls of one operator, or of a family that differs in a word, into plan nodes.</summary>
internal abstract class OperatorTranslator
{
    /// <summary>The names of the methods of <see cref="Queryable"/> that it stands for.</summary>
    public abstract ImmutableArray<string> Names { get; }

    /// <summary>Why an overload of these methods isn't supported and what to write instead; null where it is supported.</summary>
    public virtual string? Objection(MethodInfo overload) => null;

    /// <summary>The plan of a call over its source.</summary>
    public abstract LogicalPlan Translate(SequencePlan input, OperatorCall call);

    /// <summary>The number of parameters of the lambda at an argument's place (the source is 0); 0 where it is no lambda.</summary>
    protected static int LambdaParameters(MethodInfo overload, int argument)
    {
        var parameters = overload.GetParameters();
        if (argument >= parameters.Length) return 0;
        var type = parameters[argument].ParameterType;
        return type.IsGenericType && type.Name.StartsWith("Expression`", StringComparison.Ordinal)
            ? type.GetGenericArguments()[0].GetGenericArguments().Length - 1
            : 0;
    }
}
