using System.Text.RegularExpressions;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>The C# of a page, which a test's source must hold line by line, so that it is compiled and run.</summary>
internal static partial class DocumentSnippets
{
    /// <summary>Fails where a snippet of the page isn't in the source as it stands; indentation and modifiers of declarations apart.</summary>
    /// <param name="page">The page.</param>
    /// <param name="source">The source file of the test.</param>
    /// <param name="heading">The only section that is meant, or null.</param>
    public static void Check(string page, string source, string? heading = null)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFolder.Path, page)).ReplaceLineEndings("\n");
        if (heading is not null)
        {
            text = text[text.IndexOf($"\n{heading}\n", StringComparison.Ordinal)..];
            text = text[..text.IndexOf("\n## ", heading.Length + 2, StringComparison.Ordinal)];
        }
        var lines = string.Join('\n', File.ReadAllText(Path.Combine(RepositoryFolder.Path, source)).ReplaceLineEndings("\n").Split('\n').Select(Strip));
        var snippets = Block().Matches(text).Select(m => string.Join('\n', m.Groups["text"].Value.TrimEnd('\n').Split('\n').Select(Strip))).ToList();
        Assert.NotEmpty(snippets);
        Assert.All(snippets, snippet => Assert.True(lines.Contains(snippet, StringComparison.Ordinal), $"{source} doesn't run this snippet of {page}:\n{snippet}"));
    }

    private static string Strip(string line) => Modifier().Replace(line.Trim(), "");

    [GeneratedRegex(@"^private (?=(sealed )?(record|class) )")]
    private static partial Regex Modifier();

    [GeneratedRegex(@"```csharp\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
