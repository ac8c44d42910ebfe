using System.Text;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Finds the column of a member by name.</summary>
internal static class NameConvention
{
    /// <summary>The one column that the convention gives to a name, or null; <paramref name="candidates"/> holds several where the name is ambiguous.</summary>
    /// <remarks>
    /// The first that finds something decides: the exact name; the name in snake_case; the column whose PascalCase is the name;
    /// equality without regard to case and underscores, if only one column has it.
    /// </remarks>
    public static Field? Find(string member, Schema schema, out IReadOnlyList<string> candidates)
    {
        candidates = [];
        if (schema.TryGet(member, out var field) || schema.TryGet(ToSnakeCase(member), out field))
        {
            return field;
        }
        var pascal = schema.Fields.Where(f => ToPascalCase(f.Name) == member).ToList();
        var found = pascal.Count > 0 ? pascal : [.. schema.Fields.Where(f => EqualsLoosely(f.Name, member))];
        if (found.Count == 1)
        {
            return found[0];
        }
        candidates = [.. found.Select(f => f.Name)];
        return null;
    }

    /// <summary><c>ShipDate</c> → <c>ship_date</c>, <c>HTTPStatus</c> → <c>http_status</c>, <c>Q1Sales</c> → <c>q1_sales</c>.</summary>
    public static string ToSnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
            {
                text.Append('_');
            }
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    /// <summary><c>ship_date</c> → <c>ShipDate</c>, <c>value_2</c> → <c>Value2</c>.</summary>
    public static string ToPascalCase(string name)
    {
        var text = new StringBuilder(name.Length);
        var startsWord = true;
        foreach (var c in name)
        {
            if (c is '_' or ' ' or '-')
            {
                startsWord = true;
                continue;
            }
            text.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = false;
        }
        return text.ToString();
    }

    private static bool EqualsLoosely(string column, string member)
    {
        var (i, j) = (0, 0);
        while (true)
        {
            while (i < column.Length && column[i] == '_') i++;
            while (j < member.Length && member[j] == '_') j++;
            if (i == column.Length || j == member.Length)
            {
                return i == column.Length && j == member.Length;
            }
            if (char.ToUpperInvariant(column[i++]) != char.ToUpperInvariant(member[j++]))
            {
                return false;
            }
        }
    }
}
