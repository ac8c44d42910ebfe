using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace Kartothek.Columns;

/// <summary>Expressions as JSON, so that a task can travel to another process.</summary>
/// <remarks>
/// The outermost object carries the version of the form; a reader refuses versions that it doesn't know. Every node and constant comes back as
/// it was, down to the bits of floats and to lone surrogates. Whatever the bytes are, reading ends in an expression that the factories of
/// <see cref="Scalar"/> accept or in a <see cref="KartothekException"/> of kind <see cref="ErrorKind.Corrupt"/>, and takes time and memory in proportion to their number.
/// </remarks>
public static class ScalarJson
{
    /// <summary>The version that is written.</summary>
    public const int Version = 1;

    // A node takes two levels of JSON (its object and the array of its operands).
    private const int MostLevels = 512;

    /// <summary>Writes an expression as UTF-8 JSON.</summary>
    /// <exception cref="KartothekException">The expression is nested deeper than a reader would accept (<see cref="ErrorKind.NotSupported"/>).</exception>
    public static byte[] Serialize(Scalar scalar)
    {
        ArgumentNullException.ThrowIfNull(scalar);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = MostLevels + 8 }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WritePropertyName("scalar");
            Write(writer, scalar);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="KartothekException">The bytes aren't an expression (<see cref="ErrorKind.Corrupt"/>), or one of a later version (<see cref="ErrorKind.NotSupported"/>).</exception>
    public static Scalar Deserialize(ReadOnlyMemory<byte> json) => JsonReading.Guard("expression", json, MostLevels, root =>
    {
        if (root.GetProperty("version").GetInt32() is var version && version != Version) throw ColumnsErrors.JsonOfAnotherVersion("expression", version, Version);
        return ReadNode(root.GetProperty("scalar"));
    });

    /// <summary>Writes a node as an object, for use inside of a larger document.</summary>
    public static void Write(Utf8JsonWriter writer, Scalar scalar)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(scalar);
        if (writer.CurrentDepth >= MostLevels) throw ColumnsErrors.TooDeep();
        writer.WriteStartObject();
        writer.WriteString("node", NameOf(scalar));
        switch (scalar)
        {
            case ColumnScalar column:
                writer.WriteString("name", column.Name);
                TypeJson.Write(writer, "type", column.Type);
                break;
            case ConstantScalar constant:
                TypeJson.Write(writer, "type", constant.Type);
                ValueJson.Write(writer, "value", constant.Value);
                break;
            case ComparisonScalar comparison:
                writer.WriteString("operator", comparison.Operator.ToString());
                break;
            case ArithmeticScalar arithmetic:
                writer.WriteString("operator", arithmetic.Operator.ToString());
                writer.WriteBoolean("checked", arithmetic.IsChecked);
                break;
            case LogicalScalar logical:
                writer.WriteString("operator", logical.Operator.ToString());
                break;
            case InScalar isIn:
                writer.WriteStartArray("values");
                foreach (var value in isIn.Values) ValueJson.Write(writer, value);
                writer.WriteEndArray();
                break;
            case StringMatchScalar match:
                writer.WriteString("match", match.Match.ToString());
                ValueJson.Write(writer, "text", match.Text);
                break;
            case FunctionScalar function:
                writer.WriteString("function", function.Function.ToString());
                break;
            case ConvertScalar convert:
                TypeJson.Write(writer, "type", convert.Type);
                writer.WriteBoolean("checked", convert.IsChecked);
                break;
        }

        if (scalar.Operands.Count > 0)
        {
            writer.WriteStartArray("operands");
            foreach (var operand in scalar.Operands) Write(writer, operand);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads a node that <see cref="Write"/> wrote.</summary>
    /// <exception cref="KartothekException">The element isn't an expression (<see cref="ErrorKind.Corrupt"/>).</exception>
    public static Scalar Read(JsonElement node) => JsonReading.Guard("expression", () => ReadNode(node));

    private static Scalar ReadNode(JsonElement node)
    {
        var operands = node.TryGetProperty("operands", out var array) ? array.EnumerateArray().Select(ReadNode).ToArray() : [];
        return (node.GetProperty("node").GetString(), operands) switch
        {
            ("column", []) => Scalar.Column(JsonReading.Text(node, "name"), TypeJson.Read(node.GetProperty("type"))),
            ("constant", []) => Constant(node),
            ("compare", [var left, var right]) => Scalar.Compare(JsonReading.Name<ComparisonOperator>(node, "operator"), left, right),
            ("arithmetic", [var left, var right]) => Scalar.Arithmetic(JsonReading.Name<ArithmeticOperator>(node, "operator"), left, right, node.GetProperty("checked").GetBoolean()),
            ("logical", _) => Logical(JsonReading.Name<LogicalOperator>(node, "operator"), operands),
            ("not", [var operand]) => Not(operand),
            ("isNull", [var operand]) => Scalar.IsNull(operand),
            ("in", [var operand]) => Scalar.In(operand, Values(node, operand.Type)),
            ("match", [var operand]) => Scalar.TextMatch(JsonReading.Name<StringMatch>(node, "match"), operand, (string)ValueJson.Read(node.GetProperty("text"), ColumnType.String)!),
            ("coalesce", [var operand, var fallback]) => Keep(Scalar.Coalesce(operand, fallback), new CoalesceScalar(operand, fallback)),
            ("if", [var test, var whenTrue, var whenFalse]) => Keep(Scalar.Conditional(test, whenTrue, whenFalse), new ConditionalScalar(test, whenTrue, whenFalse)),
            ("function", [var operand]) => Scalar.Apply(JsonReading.Name<ScalarFunction>(node, "function"), operand),
            ("convert", [var operand]) => Converted(node, operand),
            var (name, _) => throw new FormatException($"there is no node '{name}' of {operands.Length} operands"),
        };
    }

    private static string NameOf(Scalar scalar) => scalar switch
    {
        ColumnScalar => "column",
        ConstantScalar => "constant",
        ComparisonScalar => "compare",
        ArithmeticScalar => "arithmetic",
        LogicalScalar => "logical",
        NotScalar => "not",
        IsNullScalar => "isNull",
        InScalar => "in",
        StringMatchScalar => "match",
        CoalesceScalar => "coalesce",
        ConditionalScalar => "if",
        FunctionScalar => "function",
        ConvertScalar => "convert",
        _ => throw new ArgumentException($"There is no form for '{scalar.GetType().Name}'.", nameof(scalar)),
    };

    private static ConstantScalar Constant(JsonElement node)
    {
        var type = TypeJson.Read(node.GetProperty("type"));
        return Scalar.Constant(ValueJson.Read(node.GetProperty("value"), type), type);
    }

    private static ImmutableArray<object?> Values(JsonElement node, ColumnType type) =>
        [.. node.GetProperty("values").EnumerateArray().Select(value => ValueJson.Read(value, type))];

    private static ConvertScalar Converted(JsonElement node, Scalar operand)
    {
        var converted = new ConvertScalar(operand, TypeJson.Read(node.GetProperty("type")), node.GetProperty("checked").GetBoolean());
        return ConversionRule.Exists(operand.Type, converted.Type) ? converted : throw ColumnsErrors.NoConversion(operand, converted.Type);
    }

    // What the factories would simplify was made without them, and stays as it is.
    private static LogicalScalar Logical(LogicalOperator logical, Scalar[] terms)
    {
        foreach (var term in terms) Scalar.RequireBoolean(term, "combine");
        return new(logical, [.. terms]);
    }

    private static NotScalar Not(Scalar operand)
    {
        Scalar.RequireBoolean(operand, "negate");
        return new(operand);
    }

    private static Scalar Keep(Scalar check, Scalar scalar)
    {
        _ = check;
        return scalar;
    }
}
