using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Kartothek.Columns;

/// <summary>Aggregates and their partial results as JSON, with the guarantees of <see cref="ScalarJson"/>.</summary>
public static class AggregateJson
{
    private const int MostLevels = 520;

    // No sum of 2^63 values of 38 digits has more.
    private const int MostDigits = 64;

    /// <summary>Writes an aggregate as UTF-8 JSON.</summary>
    public static byte[] Serialize(AggregateCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Write(writer =>
        {
            writer.WriteString("aggregate", call.Kind.ToString());
            if (call.Argument is null) return;
            writer.WritePropertyName("argument");
            ScalarJson.Write(writer, call.Argument);
        });
    }

    /// <summary>Reads an aggregate.</summary>
    /// <exception cref="KartothekException">The bytes aren't an aggregate (<see cref="ErrorKind.Corrupt"/>), or one of a later version (<see cref="ErrorKind.NotSupported"/>).</exception>
    public static AggregateCall Deserialize(ReadOnlyMemory<byte> json) => JsonReading.Guard("aggregate", json, MostLevels, root =>
    {
        CheckVersion(root);
        return new AggregateCall(
            JsonReading.Name<AggregateKind>(root, "aggregate"),
            root.TryGetProperty("argument", out var argument) ? ScalarJson.Read(argument) : null);
    });

    /// <summary>Writes a partial result as UTF-8 JSON.</summary>
    public static byte[] Serialize(AggregatePartial partial)
    {
        ArgumentNullException.ThrowIfNull(partial);
        return Write(writer =>
        {
            writer.WriteNumber("count", partial.Count);
            ValueJson.Write(writer, "value", partial.Value);
        });
    }

    /// <summary>Reads a partial result of an aggregate.</summary>
    /// <exception cref="KartothekException">The bytes aren't a result of that aggregate (<see cref="ErrorKind.Corrupt"/>), or one of a later version (<see cref="ErrorKind.NotSupported"/>).</exception>
    public static AggregatePartial Deserialize(ReadOnlyMemory<byte> json, AggregateCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return JsonReading.Guard("aggregate's result", json, MostLevels, root =>
        {
            CheckVersion(root);
            var count = root.GetProperty("count").GetInt64();
            var value = root.GetProperty("value");
            return new AggregatePartial(count, value.ValueKind == JsonValueKind.Null ? null : Value(value, call));
        });
    }

    private static object? Value(JsonElement json, AggregateCall call)
    {
        if (call.Argument is null || call.Kind == AggregateKind.CountValues) throw new FormatException($"'{call}' has no value");
        var type = call.Argument.Type;
        if (call.Kind is AggregateKind.Min or AggregateKind.Max) return Scalar.Constant(ValueJson.Read(json, type), type).Value;
        if (type.IsFloating) return ValueJson.Read(json, ColumnType.Double);
        var digits = json.GetString()!;
        if (digits.Length > MostDigits) throw new FormatException("the sum has too many digits");
        return type.Kind == ColumnKind.Decimal
            ? (object)BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : Int128.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    private static void CheckVersion(JsonElement root)
    {
        if (root.GetProperty("version").GetInt32() is var version && version != ScalarJson.Version) throw ColumnsErrors.JsonOfAnotherVersion("aggregate", version, ScalarJson.Version);
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = MostLevels }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", ScalarJson.Version);
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
