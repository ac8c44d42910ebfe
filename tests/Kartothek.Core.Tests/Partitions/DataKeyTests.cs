using Kartothek.Columns;

namespace Kartothek.Core.Tests;

public sealed class DataKeyTests
{
    [Theory]
    [InlineData("u/t/a=1/b=x%20y/f.parquet", "t", "a=1|b=x y", "f.parquet")]
    [InlineData("u/t/f.parquet", "t", "", "f.parquet")]
    [InlineData("u/t/a=x/y/f.parquet", "t", "a=x", "f.parquet")]
    [InlineData("u/t/a=x=y/b=1/f.parquet", "t", "b=1", "f.parquet")]
    [InlineData("u/t/a=x%3Dy/f.parquet", "t", "a=x=y", "f.parquet")]
    [InlineData("u/t/a=b%2Fc/f.parquet", "t", "a=b/c", "f.parquet")]
    [InlineData("u/t/c=/f.parquet", "t", "c=", "f.parquet")]
    [InlineData("u/t/%C3%96%C5%92%C3%A5=1/f.parquet", "t", "ÖŒå=1", "f.parquet")]
    [InlineData("u/indices/col/2000.parquet", "indices", "", "2000.parquet")]
    public void A_key_is_taken_apart(string key, string table, string pairs, string file)
    {
        var parsed = DataKey.Parse(key);

        Assert.Equal("u", parsed.Uuid);
        Assert.Equal(table, parsed.Table);
        Assert.Equal(file, parsed.File);
        Assert.Equal(pairs, string.Join('|', parsed.Pairs.Select(p => $"{p.Column}={Decoded(p)}")));
    }

    [Theory]
    [InlineData("u.by-dataset-metadata.json")]
    [InlineData("u/f.parquet")]
    public void A_short_key_has_no_table(string key)
    {
        var parsed = DataKey.Parse(key);

        Assert.Equal(key, parsed.Uuid);
        Assert.Null(parsed.Table);
        Assert.Null(parsed.File);
        Assert.Empty(parsed.Pairs);
    }

    [Theory]
    [InlineData("u/core/location=M%C3%BCnchen/data.parquet", "location=M%C3%BCnchen/data")]
    [InlineData("u/core/location=L-0/part.0.parquet", "location=L-0/part.0")]
    [InlineData("u/core/x.parquet.1.parquet", "x.1")]
    [InlineData("u/core/a=x/y/f.parquet", "a=x/f")]
    [InlineData("u/core/a=%c3%96/f.parquet", "a=%C3%96/f")]
    public void The_label_of_a_file_that_no_header_lists_is_made_from_its_key(string key, string label) =>
        Assert.Equal(label, DataKey.Parse(key).ImplicitLabel());

    [Fact]
    public void A_column_name_that_is_not_text_is_corrupt() =>
        Assert.Equal(ErrorKind.Corrupt, Assert.Throws<KartothekException>(() => DataKey.Parse("u/t/%FF=1/f.parquet")).Kind);

    private static string Decoded(KeyPair pair) => PercentCode.TryDecode(pair.EncodedValue, out var text) ? text : "?";
}
