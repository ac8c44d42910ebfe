using System.Text;

namespace Kartothek.Linq.Tests;

public sealed class AsciiTextTests
{
    [Fact]
    public void Bytes_of_any_length_become_the_string_that_the_encoding_makes()
    {
        var random = new Random(1);
        var page = new byte[300];
        for (var length = 0; length <= 140; length++)
        {
            for (var i = 0; i < page.Length; i++) page[i] = (byte)random.Next(128);
            var bytes = page.AsSpan(random.Next(page.Length - length + 1), length);
            Assert.Equal(Encoding.ASCII.GetString(bytes), AsciiText.ToString(bytes));
        }
    }
}
