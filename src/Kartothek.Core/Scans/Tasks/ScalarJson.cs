using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Expressions as JSON: an object per node with its <c>is</c>, and its operands in order.</summary>
internal static class ScalarJson
{
    /// <summary>Writes an expression.</summary>
    public static void Write(Utf8JsonWriter json, Scalar scalar)
    {
        json.WriteStartObject();
        switch (scalar)
        {
            case ColumnScalar column:
                json.WriteString("is", "column");
                json.WriteString("name", column.Name);
                WriteType(json, column.Type);
                break;
            case ConstantScalar constant:
                json.WriteString("is", "constant");
                json.WritePropertyName("value");
                ValueJson.Write(json, constant.Value);
                WriteType(json, constant.Type);
                break;
            case ArithmeticScalar arithmetic:
                json.WriteString("is", "arithmetic");
                json.WriteString("operator", arithmetic.Operator.ToString());
                json.WriteBoolean("checked", arithmetic.IsChecked);
                break;
            case ComparisonScalar comparison:
                json.WriteString("is", "comparison");
                json.WriteString("operator", comparison.Operator.ToString());
                break;
            case LogicalScalar logical:
                json.WriteString("is", "logical");
                json.WriteString("operator", logical.Operator.ToString());
                break;
            case ConvertScalar convert:
                json.WriteString("is", "convert");
                json.WriteBoolean("checked", convert.IsChecked);
                WriteType(json, convert.Type);
                break;
            case FunctionScalar function:
                json.WriteString("is", "function");
                json.WriteString("function", function.Function.ToString());
                break;
            case StringMatchScalar match:
                json.WriteString("is", "match");
                json.WriteString("match", match.Match.ToString());
                json.WriteString("text", match.Text);
                break;
            case InScalar @in:
                json.WriteString("is", "in");
                WriteValues(json, @in);
                break;
            default:
                json.WriteString("is", scalar switch
                {
                    NotScalar => "not",
                    IsNullScalar => "null",
                    CoalesceScalar => "coalesce",
                    ConditionalScalar => "conditional",
                    _ => throw new NotSupportedException($"'{scalar.GetType().Name}' has no JSON."),
                });
                break;
        }
        WriteOperands(json, scalar);
        json.WriteEndObject();
    }

    /// <summary>Reads an expression.</summary>
    public static Scalar Read(JsonElement json)
    {
        Scalar[] operands = json.TryGetProperty("operands", out var list) ? [.. list.EnumerateArray().Select(Read)] : [];
        return json.GetProperty("is").GetString() switch
        {
            "column" => new ColumnScalar(Text(json, "name"), TypeOf(json)),
            "constant" => ReadConstant(json),
            "arithmetic" => new ArithmeticScalar(Operator<ArithmeticOperator>(json), operands[0], operands[1], Flag(json)),
            "comparison" => new ComparisonScalar(Operator<ComparisonOperator>(json), operands[0], operands[1]),
            "logical" => new LogicalScalar(Operator<LogicalOperator>(json), [.. operands]),
            "convert" => new ConvertScalar(operands[0], TypeOf(json), Flag(json)),
            "function" => new FunctionScalar(Enum.Parse<ScalarFunction>(Text(json, "function")), operands[0]),
            "match" => new StringMatchScalar(Enum.Parse<StringMatch>(Text(json, "match")), operands[0], Text(json, "text")),
            "in" => new InScalar(operands[0], [.. json.GetProperty("values").EnumerateArray().Select(v => ValueJson.Read(v, operands[0].Type))]),
            "not" => new NotScalar(operands[0]),
            "null" => new IsNullScalar(operands[0]),
            "coalesce" => new CoalesceScalar(operands[0], operands[1]),
            "conditional" => new ConditionalScalar(operands[0], operands[1], operands[2]),
            var other => throw new FormatException($"'{other}' is no expression."),
        };
    }

    private static void WriteOperands(Utf8JsonWriter json, Scalar scalar)
    {
        if (scalar.Operands.Count == 0)
        {
            return;
        }
        json.WriteStartArray("operands");
        foreach (var operand in scalar.Operands)
        {
            Write(json, operand);
        }
        json.WriteEndArray();
    }

    private static void WriteValues(Utf8JsonWriter json, InScalar @in)
    {
        json.WriteStartArray("values");
        foreach (var value in @in.Values)
        {
            ValueJson.Write(json, value);
        }
        json.WriteEndArray();
    }

    private static void WriteType(Utf8JsonWriter json, ColumnType type)
    {
        json.WritePropertyName("type");
        ColumnTypeJson.Write(json, type);
    }

    private static ConstantScalar ReadConstant(JsonElement json)
    {
        var type = TypeOf(json);
        return new ConstantScalar(ValueJson.Read(json.GetProperty("value"), type), type);
    }

    private static ColumnType TypeOf(JsonElement json) => ColumnTypeJson.Read(json.GetProperty("type"));

    private static T Operator<T>(JsonElement json)
        where T : struct, Enum => Enum.Parse<T>(Text(json, "operator"));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");

    private static bool Flag(JsonElement json) => json.GetProperty("checked").GetBoolean();
}
