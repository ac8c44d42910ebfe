using System.Globalization;
using System.Text;

namespace Kartothek.Columns;

/// <summary>Prints expressions as plans, evidence and messages show them.</summary>
internal sealed class ScalarText
{
    /// <summary>Elements of an <c>in</c> that are printed; of the others only the number is.</summary>
    private const int PrintedValues = 10;

    private readonly StringBuilder _text = new();

    // How tightly an expression binds; an operand that binds less than its place asks for stands in parentheses.
    private enum Binding
    {
        Or,
        And,
        Not,
        Comparison,
        Coalesce,
        Sum,
        Product,
        Atom,
    }

    internal static string Print(Scalar scalar)
    {
        var text = new ScalarText();
        text.Write(scalar, Binding.Or);
        return text._text.ToString();
    }

    private static Binding BindingOf(Scalar scalar) => scalar switch
    {
        LogicalScalar { Terms.Length: 1 } single => BindingOf(single.Terms[0]),
        LogicalScalar { Terms.Length: 0 } => Binding.Atom,
        LogicalScalar { Operator: LogicalOperator.Or } => Binding.Or,
        LogicalScalar => Binding.And,
        NotScalar { Operand: IsNullScalar or InScalar } => Binding.Comparison,
        NotScalar => Binding.Not,
        ComparisonScalar or InScalar or IsNullScalar or StringMatchScalar => Binding.Comparison,
        CoalesceScalar => Binding.Coalesce,
        ArithmeticScalar { Operator: ArithmeticOperator.Add or ArithmeticOperator.Subtract } => Binding.Sum,
        ArithmeticScalar => Binding.Product,
        FunctionScalar { Function: ScalarFunction.Negate } => Binding.Product,
        _ => Binding.Atom,
    };

    private void Write(Scalar scalar, Binding place)
    {
        var isTight = BindingOf(scalar) >= place;
        if (!isTight) _text.Append('(');
        Write(scalar);
        if (!isTight) _text.Append(')');
    }

    private void Write(Scalar scalar)
    {
        switch (scalar)
        {
            case ColumnScalar column:
                WriteName(column.Name);
                break;
            case ConstantScalar constant:
                _text.Append(ConstantValue.Print(constant.Value, constant.Type));
                break;
            case ComparisonScalar comparison:
                WriteInfix(comparison.Left, Text(comparison.Operator), comparison.Right, Binding.Sum, Binding.Sum);
                break;
            case ArithmeticScalar arithmetic:
                WriteArithmetic(arithmetic);
                break;
            case LogicalScalar logical:
                WriteLogical(logical);
                break;
            case NotScalar { Operand: IsNullScalar isNull }:
                Write(isNull.Operand, Binding.Sum);
                _text.Append(" is not null");
                break;
            case NotScalar { Operand: InScalar isIn }:
                WriteIn(isIn, " not in (");
                break;
            case NotScalar not:
                _text.Append("not ");
                Write(not.Operand, Binding.Atom);
                break;
            case IsNullScalar isNull:
                Write(isNull.Operand, Binding.Sum);
                _text.Append(" is null");
                break;
            case InScalar isIn:
                WriteIn(isIn, " in (");
                break;
            case StringMatchScalar match:
                Write(match.Operand, Binding.Sum);
                _text.Append(match.Match switch { StringMatch.StartsWith => " starts with ", StringMatch.EndsWith => " ends with ", _ => " contains " });
                _text.Append(ConstantValue.Quote(match.Text));
                break;
            case CoalesceScalar coalesce:
                WriteInfix(coalesce.Operand, "??", coalesce.Fallback, Binding.Sum, Binding.Sum);
                break;
            case FunctionScalar { Function: ScalarFunction.Negate } negate:
                _text.Append('-');
                Write(negate.Operand, Binding.Atom);
                break;
            case FunctionScalar function:
                WriteCall(function.Function == ScalarFunction.StringLength ? "length" : SnakeCase(function.Function), function.Operands);
                break;
            case ConvertScalar convert:
                WriteCall($"{(convert.IsChecked ? "checked " : "")}{convert.Type}", convert.Operands);
                break;
            case ConditionalScalar conditional:
                WriteCall("if", conditional.Operands);
                break;
        }
    }

    private void WriteName(string name)
    {
        var isPlain = name.Length > 0 && !char.IsAsciiDigit(name[0]);
        foreach (var c in name) isPlain &= char.IsLetterOrDigit(c) || c == '_';
        if (isPlain) _text.Append(name);
        else _text.Append('"').Append(name.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    private void WriteInfix(Scalar left, string symbol, Scalar right, Binding leftPlace, Binding rightPlace)
    {
        Write(left, leftPlace);
        _text.Append(' ').Append(symbol).Append(' ');
        Write(right, rightPlace);
    }

    private void WriteArithmetic(ArithmeticScalar arithmetic)
    {
        if (arithmetic.IsChecked) _text.Append("checked(");
        var place = BindingOf(arithmetic);
        WriteInfix(arithmetic.Left, Text(arithmetic.Operator), arithmetic.Right, place, place + 1);
        if (arithmetic.IsChecked) _text.Append(')');
    }

    private void WriteLogical(LogicalScalar logical)
    {
        var isAnd = logical.Operator == LogicalOperator.And;
        if (logical.Terms.Length == 0) _text.Append(isAnd ? "true" : "false");
        for (var i = 0; i < logical.Terms.Length; i++)
        {
            if (i > 0) _text.Append(isAnd ? " and " : " or ");
            Write(logical.Terms[i], logical.Terms.Length == 1 ? Binding.Or : isAnd ? Binding.Not : Binding.And);
        }
    }

    private void WriteIn(InScalar isIn, string opening)
    {
        Write(isIn.Operand, Binding.Sum);
        _text.Append(opening);
        for (var i = 0; i < isIn.Values.Length && i < PrintedValues; i++)
        {
            if (i > 0) _text.Append(", ");
            _text.Append(ConstantValue.Print(isIn.Values[i], isIn.Operand.Type));
        }

        if (isIn.Values.Length > PrintedValues)
        {
            _text.Append(CultureInfo.InvariantCulture, $", … {isIn.Values.Length - PrintedValues:N0} more");
        }

        _text.Append(')');
    }

    private void WriteCall(string name, IReadOnlyList<Scalar> operands)
    {
        _text.Append(name).Append('(');
        for (var i = 0; i < operands.Count; i++)
        {
            if (i > 0) _text.Append(", ");
            Write(operands[i], Binding.Or);
        }

        _text.Append(')');
    }

    private static string SnakeCase(ScalarFunction function) => function switch
    {
        ScalarFunction.DayOfYear => "day_of_year",
        ScalarFunction.DayOfWeek => "day_of_week",
        _ => function.ToString().ToLowerInvariant(),
    };

    private static string Text(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.NotEqual => "!=",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        _ => ">=",
    };

    private static string Text(ArithmeticOperator arithmetic) => arithmetic switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        ArithmeticOperator.Multiply => "*",
        ArithmeticOperator.Divide => "/",
        _ => "%",
    };
}
