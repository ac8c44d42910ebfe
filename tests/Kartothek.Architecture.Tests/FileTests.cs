using System.Text.RegularExpressions;

namespace Kartothek.Architecture.Tests;

public sealed partial class FileTests
{
    [Fact]
    public void No_text_file_names_a_folder_of_someones_machine() =>
        Assert.Empty(
            from file in Repository.Files(Repository.Root)
            let bytes = File.ReadAllBytes(file)
            where !bytes.AsSpan().Contains((byte)0)
            from path in MachinePath().Matches(System.Text.Encoding.UTF8.GetString(bytes))
            select $"{Repository.Relative(file)}: {path.Value}");

    [Theory]
    [InlineData("a file in '/", "work/shared'", true)]
    [InlineData("cd /", "root/project", true)]
    [InlineData("file:///", "home/someone/lake", true)]
    [InlineData(@"C:\", @"Users\someone", true)]
    [InlineData("src/", "work/item", false)]
    [InlineData("https://example.org/", "home/page", false)]
    public void A_folder_of_someones_machine_is_told_from_other_paths(string start, string end, bool isOne) =>
        Assert.Equal(isOne, MachinePath().IsMatch(start + end));

    // Absolute paths only: a slash after a name belongs to a relative path or to an address.
    [GeneratedRegex(@"(?<![\w.\-~}])/(?:(?:work|root)/|(?:home|Users)/\w)|\b[A-Za-z]:\\Users\\\w")]
    private static partial Regex MachinePath();
}
