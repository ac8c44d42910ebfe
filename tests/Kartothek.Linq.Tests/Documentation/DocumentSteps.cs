using System.Text.RegularExpressions;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>The texts that a page shows as made by the code: fenced blocks behind a comment that names their step.</summary>
internal static partial class DocumentSteps
{
    /// <summary>Fails where the page shows other steps, or other texts, than those made.</summary>
    public static void Check(string page, IReadOnlyDictionary<string, string> made)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFolder.Path, page)).ReplaceLineEndings("\n");
        var shown = Block().Matches(text).ToDictionary(m => m.Groups["step"].Value, m => m.Groups["text"].Value.TrimEnd('\n'));
        Assert.Equal(made.Keys.Order(StringComparer.Ordinal), shown.Keys.Order(StringComparer.Ordinal));
        Assert.All(made, step => Assert.True(
            step.Value == shown[step.Key], $"{page}, step '{step.Key}', should show:\n{step.Value}\n--\nIt shows:\n{shown[step.Key]}"));
    }

    [GeneratedRegex(@"<!-- step: (?<step>\w+) -->\n```\w*\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
