using Kartothek.Columns;

namespace Kartothek.Core.Tests;

public sealed class ObjectStoreUrlTests
{
    [Theory]
    [InlineData("file:///data/lake", "/data/lake")]
    [InlineData("file:/data/lake", "/data/lake")]
    [InlineData("file://localhost/data/lake", "/data/lake")]
    [InlineData("FILE:///data/my%20lake", "/data/my lake")]
    [InlineData("hfs:///data/lake", "/data/lake")]
    [InlineData("hfs:///data/lake?create_if_missing=false", "/data/lake")]
    [InlineData("hfs:///data/%20", "/data/%20")]
    public void An_absolute_url_names_its_folder(string url, string folder) =>
        Assert.Equal($"file://{folder}", Assert.IsType<LocalStore>(ObjectStore.Open(url)).Name);

    [Theory]
    [InlineData("file:lake/x")]
    [InlineData("file:./lake/x")]
    [InlineData("hfs://lake/x")]
    public void A_relative_url_counts_from_the_current_folder(string url) =>
        Assert.Equal($"file://{Path.GetFullPath("lake/x")}", Assert.IsType<LocalStore>(ObjectStore.Open(url)).Name);

    [Theory]
    [InlineData("memory:")]
    [InlineData("memory://")]
    [InlineData("hmemory://")]
    public async Task A_memory_url_is_a_new_store_each_time(string url)
    {
        var first = Assert.IsType<MemoryStore>(ObjectStore.Open(url));
        await first.PutAsync("a", new byte[1]);

        Assert.False(await ObjectStore.Open(url).ExistsAsync("a"));
    }

    [Fact]
    public void An_unknown_scheme_lists_the_known_ones_and_says_what_is_not_supported_yet()
    {
        var e = Assert.Throws<KartothekException>(() => ObjectStore.Open("s3://bucket/lake"));

        Assert.Equal(ErrorKind.NotSupported, e.Kind);
        Assert.Equal(
            "No store is known for the URL scheme 's3'. Amazon S3 is not supported by this version. Known are 'file', 'hfs', 'hmemory', 'memory'. "
            + "Use one of these, or register a store of your own with 'ObjectStoreSchemes.With'.", e.Message);
        Assert.Contains("'ObjectStoreSchemes.With'", Assert.Throws<KartothekException>(() => ObjectStore.Open("ftp://x")).Message);
    }

    [Theory]
    [InlineData("/data/lake")]
    [InlineData("lake")]
    [InlineData("C:\\lake")]
    [InlineData("file:")]
    [InlineData("file://host/lake")]
    public void A_url_without_scheme_or_with_a_host_is_invalid(string url) =>
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<KartothekException>(() => ObjectStore.Open(url)).Kind);

    [Fact]
    public void Wrappers_of_Python_are_refused() =>
        Assert.Equal(ErrorKind.NotSupported, Assert.Throws<KartothekException>(() => ObjectStore.Open("hfs://lake#wrap:readonly")).Kind);

    [Fact]
    public void A_package_adds_its_scheme_to_a_value()
    {
        var schemes = ObjectStoreSchemes.Default.With("mine", url => new MemoryStore(url));

        Assert.Equal("mine://x", ObjectStore.Open("mine://x", schemes).Name);
        Assert.Throws<KartothekException>(() => ObjectStore.Open("mine://x"));
    }
}
