using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Why a condition stays residual: clauses that end with what to write instead, where there is something.</summary>
internal static class Reasons
{
    /// <summary>An expression of a form that has no scalar.</summary>
    public static string NotEvaluated(Expression node) => $"scans don't evaluate '{LambdaText.Print(node)}'";

    /// <summary>A method that has no scalar.</summary>
    public static string Method(MethodCallExpression call) => $"scans don't evaluate {Name(call)}: '{LambdaText.Print(call)}'";

    /// <summary>A selector that isn't a value of columns.</summary>
    public static string NotAColumn(Expression node) => $"'{LambdaText.Print(node)}' is not a value of columns";

    /// <summary>A member without column.</summary>
    public static string NotMapped(string member) => $"'{member}' is not mapped to a column";

    /// <summary>A list, structure or map.</summary>
    public static string Nested(MemberMap member) => $"'{member.Name}' is nested ({member.Column.Type})";

    /// <summary>A conversion that may change the value.</summary>
    public static string Narrowing(UnaryExpression node) =>
        $"the conversion from {ConstantText.TypeName(node.Operand.Type)} to {ConstantText.TypeName(node.Type)} may change the value: compare '{LambdaText.Print(node.Operand)}' itself";

    /// <summary>Arithmetic on something else than int, uint, long, ulong, float and double.</summary>
    public static string Arithmetic(Expression node) => node.Type == typeof(string)
        ? $"scans don't concatenate text: '{LambdaText.Print(node)}'"
        : $"scans don't reckon in {ConstantText.TypeName(node.Type)}: '{LambdaText.Print(node)}'";

    /// <summary>A comparison of text that depends on the culture or ignores case.</summary>
    public static string Culture(MethodCallExpression call)
    {
        if (call.Arguments.Any(a => a is ConstantExpression { Value: StringComparison or bool }))
        {
            var remedy = call.Method.Name is "Compare" ? "write string.CompareOrdinal" : "pass StringComparison.Ordinal";
            return $"scans compare text ordinally only: '{LambdaText.Print(call)}'; {remedy} where case and culture don't matter";
        }

        return call.Method.Name is "CompareTo" or "Compare"
            ? $"{Name(call)} compares by culture: write string.CompareOrdinal"
            : $"culture-sensitive {call.Method.Name}(string): pass StringComparison.Ordinal";
    }

    /// <summary>The number of an ordering, used otherwise than against zero.</summary>
    public static string CompareWithZero(MethodCallExpression call) => $"the result of {Name(call)} is not compared with 0";

    /// <summary>CompareTo of floating numbers.</summary>
    public static string FloatingOrder(MethodCallExpression call) => $"{Name(call)} puts NaN before all numbers: write <, <=, > or >=";

    /// <summary>Equals of floating numbers.</summary>
    public static string FloatingEquals(MethodCallExpression call) => $"{Name(call)} takes NaN as equal to itself: write ==";

    /// <summary>Arrays of bytes compared by reference.</summary>
    public static string BytesByReference(Expression node) => $"arrays are compared by reference: '{LambdaText.Print(node)}'; write SequenceEqual";

    /// <summary>A text test against something that depends on the row.</summary>
    public static string TextNeeded(MethodCallExpression call) => $"{Name(call)} needs a column on its left and a constant text on its right: '{LambdaText.Print(call)}'";

    /// <summary>Text that isn't well-formed.</summary>
    public static string LoneSurrogate(MethodCallExpression call) => $"the text of {Name(call)} has half a surrogate pair";

    /// <summary>A comparer of one's own.</summary>
    public static string Comparer(MethodCallExpression call) => $"{Name(call)} has a comparer of its own";

    /// <summary>A collection that isn't known.</summary>
    public static string Collection(Type type) => $"{ConstantText.TypeName(type)} decides by itself what it contains: use an array, a List or a HashSet with default equality";

    private static string Name(MethodCallExpression call) =>
        $"{ConstantText.TypeName(call.Method.DeclaringType == typeof(object) && call.Object is { } instance ? instance.Type : call.Method.DeclaringType!)}.{call.Method.Name}";
}
