using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Kartothek.Core;

/// <summary>
/// A folder of the local file system as a store, in the layout of Python's <c>hfs</c> store: a key is the path below the folder.
/// </summary>
/// <remarks>
/// <para>Reads, listings and uncontended writes complete synchronously: an asynchronous read of a file costs a hop through the thread
/// pool and gains nothing.</para>
/// <para>A put writes another file below <c>.kartothek</c>, forces it onto the device, and then renames it, so that a reader sees the old
/// object or the new one. Writers of one key in all processes exclude each other by a kernel lock on a file that is never deleted.
/// Python's stores overwrite in place: a reader may see a part of what Python is writing.</para>
/// <para>The token of a whole read is a hash of the content, since times collide; other tokens are size and time. A key whose parts are
/// <c>.</c>, <c>..</c> or empty is refused, and on Windows and macOS one that the file system would take for an existing one.</para>
/// </remarks>
public sealed class LocalStore : IObjectStore, IAtomicStore, IUnfinishedStore, IBufferStore
{
    /// <summary>Contents up to this size are known by their hash after a put.</summary>
    internal const int HashedBytes = 16 << 20;

    private readonly LocalPaths _paths;
    private readonly LocalWriter _writer;

    /// <summary>Names a folder; nothing is read, and the folder is made by the first put.</summary>
    /// <param name="folder">The folder; a relative path counts from the current folder of the process at this moment.</param>
    /// <param name="clock">Measures how long a lock is waited for; the system's clock where none is given.</param>
    public LocalStore(string folder, TimeProvider? clock = null)
        : this(folder, OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), clock)
    {
    }

    /// <summary>As the public constructor, with the file system's habit given.</summary>
    internal LocalStore(string folder, bool foldsCase, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var root = Path.GetFullPath(folder);
        Name = OperatingSystem.IsWindows() ? $"file:///{root.Replace('\\', '/')}" : $"file://{root}";
        _paths = new LocalPaths(root, Name, foldsCase);
        _writer = new LocalWriter(_paths, Name, clock ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    bool IAtomicStore.IsAtomic => true;

    /// <inheritdoc/>
    bool IBufferStore.ReadsIntoBuffers => true;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int PieceBytes => 512 << 10;

    /// <inheritdoc/>
    public ValueTask<ObjectTail> ReadTailAsync(string key, int maxBytes, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        cancellationToken.ThrowIfCancellationRequested();
        if (TryReadTail(key, maxBytes) is { } tail)
        {
            return new(tail);
        }
        using var file = Open(key);
        try
        {
            // Python truncates and writes in place: where the file shrinks between the two calls, its new length counts.
            for (var attempt = 0; ; attempt++)
            {
                var size = RandomAccess.GetLength(file);
                var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(size, maxBytes));
                if (Fill(file, bytes, size - bytes.Length))
                {
                    return new(bytes.Length == size
                        ? new ObjectTail(bytes, HashOf)
                        : new ObjectTail(bytes, size, StampOf(file)));
                }
                if (attempt == 3)
                {
                    throw CoreErrors.RangeOutside(key, Name, size - bytes.Length, bytes.Length, RandomAccess.GetLength(file));
                }
            }
        }
        catch (IOException e)
        {
            throw CoreErrors.StoreFailed("read", key, Name, e);
        }
    }

    /// <inheritdoc/>
    async ValueTask<(int Read, long Size)> IBufferStore.ReadTailAsync(string key, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_paths.IsFolded(key) && LinuxFile.TryReadTail(_paths.Of(key), destination.Span) is { } read)
        {
            return read;
        }
        var tail = await ReadTailAsync(key, destination.Length, cancellationToken).ConfigureAwait(false);
        tail.Bytes.CopyTo(destination);
        return (tail.Bytes.Length, tail.Size);
    }

    /// <inheritdoc/>
    public ValueTask<ObjectVersion> ReadAsync(
        string key, long offset, Memory<byte> destination, VersionToken ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        cancellationToken.ThrowIfCancellationRequested();
        if (TryRead(key, offset, destination.Span, ifMatch) is { } version)
        {
            return new(version);
        }
        using var file = Open(key);
        try
        {
            if (!ifMatch.IsNone && ifMatch != TokenOf(file, ifMatch))
            {
                throw CoreErrors.VersionDiffers(key, Name);
            }
            var size = RandomAccess.GetLength(file);
            if (offset > size - destination.Length || !Fill(file, destination.Span, offset))
            {
                throw CoreErrors.RangeOutside(key, Name, offset, destination.Length, size);
            }
            return new(new ObjectVersion(size, StampOf(file)));
        }
        catch (IOException e)
        {
            throw CoreErrors.StoreFailed("read", key, Name, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask<VersionToken> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
        _writer.PutAsync(key, content, condition, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<VersionToken> PutAsync(
        string key, IAsyncEnumerable<ReadOnlyMemory<byte>> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
        _writer.PutAsync(key, content, condition, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default) => _writer.DeleteAsync(key, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<VersionToken> CopyAsync(string source, string target, CancellationToken cancellationToken = default) =>
        _writer.CopyAsync(source, target, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreEntry> ListAsync(
        string prefix, char? delimiter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StoreKey.CheckPrefix(prefix, Name);
        if (_paths.FolderOf(prefix) is not { } start)
        {
            yield break;
        }
        var groups = new ListingGroups(prefix, delimiter == '/' ? null : delimiter);
        var pending = new Stack<StoreEntry>();
        PushFolder(pending, start.Path, start.Key, prefix);
        while (pending.TryPop(out var entry))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!entry.IsPrefix)
            {
                if (groups.Next(entry) is { } shown)
                {
                    yield return shown;
                }
            }
            else if (delimiter != '/')
            {
                PushFolder(pending, Path.Combine(_paths.Root, entry.Key), entry.Key, prefix);
            }
            else if (HoldsFile(Path.Combine(_paths.Root, entry.Key)))
            {
                yield return entry;
            }
        }
        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreEntry> ListUnfinishedAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pending = new Stack<StoreEntry>();
        PushFolder(pending, _paths.Unfinished, LocalPaths.UnfinishedPrefix, LocalPaths.UnfinishedPrefix);
        while (pending.TryPop(out var entry))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!entry.IsPrefix)
            {
                yield return entry;
            }
        }
        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DeleteUnfinishedAsync(StoreEntry entry, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!entry.Key.StartsWith(LocalPaths.UnfinishedPrefix, StringComparison.Ordinal) || entry.Key.IndexOf('/', LocalPaths.UnfinishedPrefix.Length) >= 0)
        {
            throw new ArgumentException($"'{entry.Key}' is no entry of the listing of unfinished writes.", nameof(entry));
        }
        try
        {
            File.Delete(Path.Combine(_paths.Unfinished, entry.Key[LocalPaths.UnfinishedPrefix.Length..]));
        }
        catch (DirectoryNotFoundException)
        {
            // Gone with its folder.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CoreErrors.StoreFailed("delete", entry.Key, Name, e);
        }
        return default;
    }

    /// <summary>Does nothing: no file stays open.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The token of a whole content.</summary>
    internal static VersionToken HashOf(ReadOnlyMemory<byte> bytes) => HashToken(SHA256.HashData(bytes.Span));

    /// <summary>The token of a SHA-256 hash.</summary>
    internal static VersionToken HashToken(ReadOnlySpan<byte> hash) => new("sha256-" + Convert.ToHexStringLower(hash[..16]));

    /// <summary>The token of size and time.</summary>
    internal static VersionToken StampOf(SafeFileHandle file) =>
        VersionToken.OfSizeAndTime(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));

    /// <summary>The token of an open file in the form of another token.</summary>
    internal static VersionToken TokenOf(SafeFileHandle file, VersionToken form) => form.IsSizeAndTime ? StampOf(file) : HashOfFile(file);

    /// <summary>Opens the file of a key for reading, beside whoever writes or removes it.</summary>
    internal static SafeFileHandle OpenFile(string path, string key, string store)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException || (e is UnauthorizedAccessException && Directory.Exists(path)))
        {
            throw CoreErrors.ObjectNotFound(key, store, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A part of the path may be a file, or longer than any file's name: then there is no such key either. A folder that may not be entered hides what is in it, and says nothing.
            throw LibC.IsTooLong(e) || (e is IOException && Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
                ? CoreErrors.ObjectNotFound(key, store, e)
                : CoreErrors.StoreFailed("open", key, store, e);
        }
    }

    /// <summary>The fast way of <see cref="ReadTailAsync"/>; null where it doesn't work, whatever the reason.</summary>
    private ObjectTail? TryReadTail(string key, int maxBytes)
    {
        if (_paths.IsFolded(key) || LinuxFile.TryOpen(_paths.Of(key)) is not { } file)
        {
            return null;
        }
        using (file)
        {
            var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(file.Size, maxBytes));
            return !file.TryRead(bytes, file.Size - bytes.Length) ? null
                : bytes.Length == file.Size ? new ObjectTail(bytes, HashOf)
                : new ObjectTail(bytes, file.Size, VersionToken.OfSizeAndTime(file.Size, file.Written));
        }
    }

    /// <summary>The fast way of <see cref="ReadAsync"/>; null where it doesn't work, whatever the reason.</summary>
    private ObjectVersion? TryRead(string key, long offset, Span<byte> destination, VersionToken ifMatch)
    {
        if (_paths.IsFolded(key) || LinuxFile.TryOpen(_paths.Of(key)) is not { } file)
        {
            return null;
        }
        using (file)
        {
            var stamp = VersionToken.OfSizeAndTime(file.Size, file.Written);
            return (ifMatch.IsNone || ifMatch == stamp) && offset <= file.Size - destination.Length && file.TryRead(destination, offset) ? new ObjectVersion(file.Size, stamp) : null;
        }
    }

    private SafeFileHandle Open(string key)
    {
        var path = _paths.Of(key);
        return _paths.IsFolded(key) ? throw CoreErrors.ObjectNotFound(key, Name) : OpenFile(path, key, Name);
    }

    private static VersionToken HashOfFile(SafeFileHandle file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 << 10];
        long offset = 0;
        for (int read; (read = RandomAccess.Read(file, buffer, offset)) > 0; offset += read)
        {
            hash.AppendData(buffer.AsSpan(0, read));
        }
        return HashToken(hash.GetHashAndReset());
    }

    private static bool Fill(SafeFileHandle file, Span<byte> destination, long offset)
    {
        while (destination.Length > 0)
        {
            var read = RandomAccess.Read(file, destination, offset);
            if (read == 0)
            {
                return false;
            }
            destination = destination[read..];
            offset += read;
        }
        return true;
    }

    /// <summary>Pushes the entries of a folder whose keys can begin with the prefix, so that they are popped in ordinal order of keys.</summary>
    private void PushFolder(Stack<StoreEntry> pending, string folder, string folderKey, string prefix)
    {
        var entries = new List<StoreEntry>();
        try
        {
            entries.AddRange(new FileSystemEnumerable<StoreEntry>(
                folder,
                (ref FileSystemEntry entry) => entry.IsDirectory
                    ? new StoreEntry($"{folderKey}{entry.FileName}/", true, 0, default)
                    : new StoreEntry($"{folderKey}{entry.FileName}", false, entry.Length, entry.LastWriteTimeUtc),
                new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                    !entry.IsDirectory || !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || !_paths.IsLinkInto(entry.ToFullPath()),
            });
        }
        catch (DirectoryNotFoundException)
        {
            // A folder that vanished, or was never there, holds no keys.
            return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(folder))
            {
                return;
            }
            throw CoreErrors.StoreFailed("list", folderKey, Name, e);
        }
        entries.Sort((a, b) => string.CompareOrdinal(b.Key, a.Key));
        foreach (var entry in entries)
        {
            // A folder is of interest where its keys begin with the prefix, or the prefix leads through it.
            var isWanted = entry.Key.StartsWith(prefix, StringComparison.Ordinal) || (entry.IsPrefix && prefix.StartsWith(entry.Key, StringComparison.Ordinal));
            if (isWanted && !(folderKey.Length == 0 && entry.Key == LocalPaths.Reserved + "/"))
            {
                pending.Push(entry);
            }
        }
    }

    private static bool HoldsFile(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Any();
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }
}
