using System.Text;
using CsCheck;

namespace Kartothek.Core.Tests;

public sealed class PercentCodeTests
{
    [Theory]
    [InlineData("a b", "a%20b")]
    [InlineData("a=b", "a%3Db")]
    [InlineData("50%", "50%25")]
    [InlineData("x+y", "x%2By")]
    [InlineData("a/b", "a/b")]
    [InlineData("ÖŒå", "%C3%96%C5%92%C3%A5")]
    [InlineData("å\\ øß", "%C3%A5%5C%20%C3%B8%C3%9F")]
    [InlineData("München", "M%C3%BCnchen")]
    [InlineData("-._~/09AZaz", "-._~/09AZaz")]
    [InlineData("", "")]
    [InlineData("foo:bar", "foo%3Abar")]
    [InlineData("2000-01-01T01:01:01.000001+00:00", "2000-01-01T01%3A01%3A01.000001%2B00%3A00")]
    public void Text_is_encoded_as_Python_does(string text, string encoded)
    {
        Assert.Equal(encoded, PercentCode.Encode(text));
        Assert.True(PercentCode.TryDecode(encoded, out var decoded));
        Assert.Equal(text, decoded);
    }

    [Fact]
    public void Every_other_printable_character_is_escaped()
    {
        foreach (var c in "!\"#$&'()*,:;<>?@[]^{}|`")
        {
            Assert.Equal($"%{(int)c:X2}", PercentCode.Encode(c.ToString()));
        }
    }

    [Fact]
    public void Bytes_are_taken_as_they_are()
    {
        Assert.Equal("Muenchen", PercentCode.Encode("Muenchen"u8));
        Assert.Equal("%FF%01", PercentCode.Encode([0xFF, 0x01]));
        Assert.Equal([0xFF, 0x01], PercentCode.DecodeBytes("%FF%01"));
        Assert.False(PercentCode.TryDecode("%FF%01", out _));
    }

    [Theory]
    [InlineData("%", "%")]
    [InlineData("100%", "100%")]
    [InlineData("%zz", "%zz")]
    [InlineData("%4", "%4")]
    [InlineData("%c3%a4", "ä")]
    [InlineData("a+b", "a+b")]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("%2541", "%41")]
    public void Decoding_takes_either_case_and_leaves_what_is_no_escape(string encoded, string text)
    {
        Assert.True(PercentCode.TryDecode(encoded, out var decoded));
        Assert.Equal(text, decoded);
    }

    [Fact]
    public void A_value_is_encoded_so_that_a_slash_survives() => Assert.Equal("a%2Fb", PercentCode.EncodeValue("a/b"u8));

    [Fact]
    public void Any_bytes_survive_a_round_trip() => Gen.Byte.Array.Sample(bytes =>
        PercentCode.DecodeBytes(PercentCode.Encode(bytes)).AsSpan().SequenceEqual(bytes)
        && PercentCode.DecodeBytes(PercentCode.EncodeValue(bytes)).AsSpan().SequenceEqual(bytes)
        && Encoding.ASCII.GetByteCount(PercentCode.Encode(bytes)) == PercentCode.Encode(bytes).Length);
}
