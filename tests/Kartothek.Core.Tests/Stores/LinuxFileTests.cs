using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>The fast way to read says what .NET's says, or nothing.</summary>
public sealed class LinuxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Size_time_and_bytes_are_those_that_NET_reads()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        var random = new Random(3);
        foreach (var (name, length) in new[] { ("empty", 0), ("a b", 1), ("ä/€😀", 100_000), (new string('n', 200), 70_000) })
        {
            var path = Path.Combine(_folder.Path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var content = new byte[length];
            random.NextBytes(content);
            await File.WriteAllBytesAsync(path, content);
            File.SetLastWriteTimeUtc(path, new DateTime(length % 2 == 0 ? 1931 : 2031, 5, 6, 7, 8, 9, DateTimeKind.Utc).AddTicks(1_234_567));
            Check(path, content);
        }

        static void Check(string path, byte[] content)
        {
            using var file = LinuxFile.TryOpen(path)!.Value;
            Assert.Equal((content.Length, File.GetLastWriteTimeUtc(path)), (file.Size, file.Written));
            var read = new byte[content.Length];
            Assert.True(file.TryRead(read, 0));
            Assert.Equal(content, read);
            Assert.True(file.TryRead(read.AsSpan(content.Length / 2), content.Length / 2));
            Assert.False(file.TryRead(new byte[2], content.Length - 1));
        }
    }

    [Fact]
    public void What_is_no_file_is_left_to_NET()
    {
        Assert.Null(LinuxFile.TryOpen(_folder.Path));
        Assert.Null(LinuxFile.TryOpen(Path.Combine(_folder.Path, "absent")));
        Assert.Null(LinuxFile.TryOpen(Path.Combine(_folder.Path, new string('n', 300))));
        Assert.Null(LinuxFile.TryOpen("/dev/null"));
    }

    [Fact]
    public async Task Tokens_of_both_ways_are_equal()
    {
        await using var store = new LocalStore(_folder.Path);
        await store.PutAsync("a", new byte[1000]);
        var tail = await store.ReadTailAsync("a", 10);
        var path = Path.Combine(_folder.Path, "a");
        using var file = LocalStore.OpenFile(path, "a", store.Name);
        Assert.Equal(LocalStore.StampOf(file), tail.Token);
        Assert.Equal(tail.Token, (await store.ReadAsync("a", 5, new byte[5], tail.Token)).Token);
    }
}
