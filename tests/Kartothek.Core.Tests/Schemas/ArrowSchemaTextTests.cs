
namespace Kartothek.Core.Tests;

public sealed class ArrowSchemaTextTests
{
    [Fact]
    public void The_text_of_a_Plateau_index_says_large_string()
    {
        var text = ArrowSchemaText.OfLargeStringIndex("c");
        Assert.True(ArrowSchemaText.HasLargeString(text, "c"));
        Assert.False(ArrowSchemaText.HasLargeString(text, "d"));
        Assert.False(ArrowSchemaText.HasLargeString(text, "partition"));
        // An encapsulated message: the mark, the length of the metadata, and nothing behind it.
        var bytes = Convert.FromBase64String(text);
        Assert.Equal(uint.MaxValue, BitConverter.ToUInt32(bytes));
        Assert.Equal(bytes.Length, 8 + BitConverter.ToInt32(bytes, 4));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base64")]
    [InlineData("AAAA")]
    [InlineData("/////wAAAAA=")]
    [InlineData("/////xAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Nonsense_is_not_large_string(string text) => Assert.False(ArrowSchemaText.HasLargeString(text, "c"));
}
