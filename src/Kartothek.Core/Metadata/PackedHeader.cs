using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Kartothek.Columns;
using MessagePack;
using ZstdSharp;

namespace Kartothek.Core;

/// <summary>
/// Turns a header in MessagePack and Zstandard (format.md 2.7) into the JSON that says the same, so that one reader reads both.
/// </summary>
internal static class PackedHeader
{
    private const int DeepestNesting = 500;

    /// <summary>The JSON of a packed header.</summary>
    /// <exception cref="KartothekException">
    /// The bytes aren't Zstandard or MessagePack, or unpack to absurd lengths (<see cref="ErrorKind.Corrupt"/>).
    /// </exception>
    public static ReadOnlyMemory<byte> ToJson(ReadOnlyMemory<byte> packed, string key)
    {
        var json = new ArrayBufferWriter<byte>(packed.Length * 4 + 256);
        try
        {
            var bytes = Decompress(packed, key);
            var reader = new MessagePackReader(bytes);
            using var writer = new Utf8JsonWriter(json, new JsonWriterOptions { SkipValidation = true, MaxDepth = DeepestNesting + 10 });
            Write(ref reader, writer, 0);
        }
        catch (Exception e) when (e is ZstdException or MessagePackSerializationException or EndOfStreamException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw CoreErrors.HeaderIsCorrupt(key, e.Message, e);
        }
        return json.WrittenMemory;
    }

    /// <summary>A packed header that says the same as JSON: one frame that tells its size, which Python needs.</summary>
    public static byte[] OfJson(ReadOnlySpan<byte> json)
    {
        var packed = MessagePackSerializer.ConvertFromJson(System.Text.Encoding.UTF8.GetString(json));
        using var compressor = new Compressor();
        return compressor.Wrap(packed).ToArray();
    }

    /// <summary>
    /// Unpacks within a limit that no real header reaches (labels are random, so they pack about ten times), since a few bytes can
    /// unpack to gigabytes, and as JSON to five times that.
    /// </summary>
    private static ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> packed, string key)
    {
        var limit = (4L << 20) + packed.Length * 200L;
        using var source = new DecompressionStream(new MemoryStream(packed.ToArray()));
        var unpacked = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            for (int read; (read = source.Read(buffer)) > 0;)
            {
                unpacked.Write(buffer, 0, read);
                if (unpacked.Length > limit)
                {
                    throw CoreErrors.HeaderIsCorrupt(key, $"it unpacks to more than {limit} bytes");
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
    }

    private static void Write(ref MessagePackReader reader, Utf8JsonWriter writer, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new InvalidOperationException($"It is nested more than {DeepestNesting} levels deep.");
        }
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Map:
                writer.WriteStartObject();
                for (var left = reader.ReadMapHeader(); left > 0; left--)
                {
                    writer.WritePropertyName(ReadName(ref reader));
                    Write(ref reader, writer, depth + 1);
                }
                writer.WriteEndObject();
                break;
            case MessagePackType.Array:
                writer.WriteStartArray();
                for (var left = reader.ReadArrayHeader(); left > 0; left--)
                {
                    Write(ref reader, writer, depth + 1);
                }
                writer.WriteEndArray();
                break;
            case MessagePackType.String:
                writer.WriteStringValue(reader.ReadString());
                break;
            case MessagePackType.Binary:
                writer.WriteBase64StringValue(reader.ReadBytes()!.Value.ToArray());
                break;
            case MessagePackType.Boolean:
                writer.WriteBooleanValue(reader.ReadBoolean());
                break;
            case MessagePackType.Nil:
                reader.ReadNil();
                writer.WriteNullValue();
                break;
            case MessagePackType.Float:
                WriteNumber(reader.ReadDouble(), writer);
                break;
            case MessagePackType.Integer when reader.NextCode is MessagePackCode.UInt64:
                writer.WriteNumberValue(reader.ReadUInt64());
                break;
            case MessagePackType.Integer:
                writer.WriteNumberValue(reader.ReadInt64());
                break;
            default:
                throw new InvalidOperationException($"It holds a value of the kind {reader.NextMessagePackType}, which no header has.");
        }
    }

    /// <summary>A key of a map as text; an embedded index may have whole numbers as keys.</summary>
    private static string ReadName(ref MessagePackReader reader) => reader.NextMessagePackType switch
    {
        MessagePackType.Integer when reader.NextCode is MessagePackCode.UInt64 => reader.ReadUInt64().ToString(CultureInfo.InvariantCulture),
        MessagePackType.Integer => reader.ReadInt64().ToString(CultureInfo.InvariantCulture),
        MessagePackType.Float => PythonFloat.Format(reader.ReadDouble()),
        MessagePackType.Boolean => reader.ReadBoolean() ? "True" : "False",
        _ => reader.ReadString() ?? throw new InvalidOperationException("A map has a null as key."),
    };

    private static void WriteNumber(double value, Utf8JsonWriter writer)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }
}
