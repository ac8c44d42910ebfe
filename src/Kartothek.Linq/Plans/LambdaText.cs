using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Prints lambdas as C# for plans and messages: short, culture-independent, without the conversions that the compiler adds.</summary>
internal static class LambdaText
{
    /// <summary>The whole lambda: <c>x =&gt; x.Year == 2026</c>.</summary>
    public static string Print(LambdaExpression lambda) =>
        lambda.Parameters is [var only] ? $"{Name(only)} => {Print(lambda.Body)}"
        : $"({string.Join(", ", lambda.Parameters.Select(Name))}) => {Print(lambda.Body)}";

    /// <summary>A sort key: the members alone where it is nothing but members of the row (<c>Product.Name</c>), else the lambda.</summary>
    public static string PrintKey(LambdaExpression lambda) => Path(lambda.Body) ?? Print(lambda);

    /// <summary>An expression.</summary>
    public static string Print(Expression expression) => new LambdaPrinter().Print(expression);

    /// <summary>A constant as C# would write it; a type's name where C# has no way to.</summary>
    public static string PrintConstant(object? value) => ConstantText.Print(value);

    /// <summary>A parameter's name; a stand-in for the compiler's own, which C# can't spell.</summary>
    internal static string Name(ParameterExpression parameter) => parameter.Name is { } name && (char.IsLetter(name[0]) || name[0] == '_') ? name : "x";

    private static string? Path(Expression expression) => expression switch
    {
        MemberExpression { Expression: ParameterExpression } member => member.Member.Name,
        MemberExpression { Expression: { } inner } member when Path(inner) is { } path => $"{path}.{member.Member.Name}",
        UnaryExpression { NodeType: ExpressionType.Convert } convert => Path(convert.Operand),
        _ => null,
    };
}
