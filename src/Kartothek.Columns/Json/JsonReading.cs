using System.Text.Json;

namespace Kartothek.Columns;

/// <summary>Reads JSON of unknown origin.</summary>
internal static class JsonReading
{
    /// <summary>Parses a document and reads it; whatever isn't as expected is one error that says what should have been there.</summary>
    internal static T Guard<T>(string what, ReadOnlyMemory<byte> json, int mostLevels, Func<JsonElement, T> read) => Guard(what, () =>
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = mostLevels });
        return read(document.RootElement);
    });

    /// <summary>Reads; whatever isn't as expected is one error.</summary>
    internal static T Guard<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.Invalid)
        {
            throw ColumnsErrors.JsonCorrupt(what, e);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or OverflowException)
        {
            throw ColumnsErrors.JsonCorrupt(what, e);
        }
    }

    /// <summary>A member that is text.</summary>
    internal static string Text(JsonElement element, string member) =>
        element.GetProperty(member).GetString() ?? throw new FormatException($"'{member}' is null");

    /// <summary>A member that names a value of an enumeration.</summary>
    internal static T Name<T>(JsonElement element, string member)
        where T : struct, Enum
    {
        var name = Text(element, member);
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString() == name) return value;
        }

        throw new FormatException($"'{member}' is '{name}'");
    }
}
