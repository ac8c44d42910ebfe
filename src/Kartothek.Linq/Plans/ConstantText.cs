using System.Collections;
using System.Globalization;
using System.Text;

namespace Kartothek.Linq;

/// <summary>Prints constants of any type, short and independent of the culture.</summary>
internal static class ConstantText
{
    private const int MaxLength = 60;
    private const int MaxItems = 5;

    /// <summary>The value as C# would write it, or nearly so; a type's name where there is no better.</summary>
    public static string Print(object? value) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        string s => Quote(s, '"'),
        char c => Quote(c.ToString(), '\''),
        Enum e => $"{e.GetType().Name}.{e}",
        decimal m => string.Create(CultureInfo.InvariantCulture, $"{m}m"),
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime t => t.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        DateTimeOffset t => t.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        TimeOnly t => t.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        TimeSpan t => t.ToString("c", CultureInfo.InvariantCulture),
        StringComparer c when ReferenceEquals(c, StringComparer.Ordinal) => "StringComparer.Ordinal",
        StringComparer c when ReferenceEquals(c, StringComparer.OrdinalIgnoreCase) => "StringComparer.OrdinalIgnoreCase",
        Type t => $"typeof({TypeName(t)})",
        byte[] bytes => $"byte[{bytes.Length}]",
        IEnumerable and not IQueryable and ICollection collection => PrintItems(collection),
        IEnumerable set and not IQueryable when IsSet(value.GetType()) => PrintItems(set.Cast<object?>().ToList()),
        IFormattable f when f.GetType().IsPrimitive => f.ToString(null, CultureInfo.InvariantCulture),
        Guid g => g.ToString(),
        _ => TypeName(Public(value.GetType())),
    };

    /// <summary>A type's name as C# writes it: <c>int</c>, <c>List&lt;string&gt;</c>, <c>int?</c>.</summary>
    public static string TypeName(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return TypeName(underlying) + "?";
        if (type.IsSZArray) return TypeName(type.GetElementType()!) + "[]";
        if (!type.IsEnum && !type.IsGenericType && Keyword(type) is { } keyword) return keyword;
        if (!type.IsGenericType) return type.Name;
        if (type.Name.Contains("AnonymousType", StringComparison.Ordinal)) return "anonymous type";
        var name = type.Name.Split('`')[0];
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>";
    }

    // Only .NET's own, which can be enumerated without effect.
    private static bool IsSet(Type type) =>
        type.Namespace is "System.Collections.Generic" or "System.Collections.Immutable" or "System.Collections.Frozen"
        && Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlySet<>));

    // What .NET derives from a public type and keeps to itself is that type to everybody else.
    private static Type Public(Type type)
    {
        while (!type.IsVisible && type.Assembly == typeof(object).Assembly && type.BaseType is { } ancestor && ancestor != typeof(object)) type = ancestor;
        return type;
    }

    private static string? Keyword(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool",
        TypeCode.Byte => "byte",
        TypeCode.SByte => "sbyte",
        TypeCode.Int16 => "short",
        TypeCode.UInt16 => "ushort",
        TypeCode.Int32 => "int",
        TypeCode.UInt32 => "uint",
        TypeCode.Int64 => "long",
        TypeCode.UInt64 => "ulong",
        TypeCode.Single => "float",
        TypeCode.Double => "double",
        TypeCode.Decimal => "decimal",
        TypeCode.Char => "char",
        TypeCode.String => "string",
        _ => type == typeof(object) ? "object" : null,
    };

    private static string Quote(string text, char quote)
    {
        var quoted = new StringBuilder().Append(quote);
        var i = 0;
        for (; i < text.Length && i < MaxLength; i++)
        {
            var c = text[i];
            if (c == quote || c == '\\') quoted.Append('\\').Append(c);
            else if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1])) quoted.Append(c).Append(text[++i]);
            else if (IsUnseen(c)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else quoted.Append(c);
        }

        return quoted.Append(i < text.Length ? "…" : "").Append(quote).ToString();
    }

    // Half a surrogate pair can't be encoded, a line break would break the plan's line, and of the others nothing would be seen.
    private static bool IsUnseen(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string PrintItems(ICollection collection)
    {
        var items = collection.Cast<object?>().Take(MaxItems).Select(Print).ToList();
        if (collection.Count > MaxItems) items.Add($"… {collection.Count} in all");
        return $"[{string.Join(", ", items)}]";
    }
}
