using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Kartothek.Core;

/// <summary>The writing half of <see cref="LocalStore"/>: a temporary file, a flush, and one atomic step that makes it visible.</summary>
internal sealed class LocalWriter(LocalPaths paths, string store, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static int _lastTemporary;

    public async ValueTask<VersionToken> PutAsync(string key, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken)
    {
        var path = Prepare(key, cancellationToken);
        var (file, temporary) = Guard(key, CreateTemporary);
        try
        {
            VersionToken token;
            using (file)
            {
                token = Guard(key, () =>
                {
                    RandomAccess.Write(file, content.Span, 0);
                    LibC.Flush(file, temporary);
                    return content.Length <= LocalStore.HashedBytes ? LocalStore.HashOf(content) : LocalStore.StampOf(file);
                });
            }
            await PublishAsync(key, temporary, path, condition, cancellationToken).ConfigureAwait(false);
            return token;
        }
        finally
        {
            Discard(temporary);
        }
    }

    public async ValueTask<VersionToken> PutAsync(
        string key, IAsyncEnumerable<ReadOnlyMemory<byte>> content, PutCondition condition, CancellationToken cancellationToken)
    {
        var path = Prepare(key, cancellationToken);
        var (file, temporary) = Guard(key, CreateTemporary);
        try
        {
            VersionToken token;
            using (file)
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                long size = 0;
                await foreach (var piece in content.WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    Guard(key, () =>
                    {
                        RandomAccess.Write(file, piece.Span, size);
                        return 0;
                    });
                    size += piece.Length;
                    if (size <= LocalStore.HashedBytes)
                    {
                        hash.AppendData(piece.Span);
                    }
                }
                token = Guard(key, () =>
                {
                    LibC.Flush(file, temporary);
                    return size <= LocalStore.HashedBytes ? LocalStore.HashToken(hash.GetHashAndReset()) : LocalStore.StampOf(file);
                });
            }
            await PublishAsync(key, temporary, path, condition, cancellationToken).ConfigureAwait(false);
            return token;
        }
        finally
        {
            Discard(temporary);
        }
    }

    public async ValueTask<VersionToken> CopyAsync(string source, string target, CancellationToken cancellationToken)
    {
        var path = Prepare(target, cancellationToken);
        var sourcePath = paths.Of(source);
        LocalStore.OpenFile(sourcePath, source, store).Dispose();
        var (created, temporary) = Guard(target, CreateTemporary);
        created.Dispose();
        try
        {
            var token = Guard(target, () =>
            {
                File.Copy(sourcePath, temporary, overwrite: true);
                using var file = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
                // The copy has its source's time, and would be old garbage to a collection before the header that names it is put.
                File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime);
                LibC.Flush(file, temporary);
                return LocalStore.StampOf(file);
            });
            await PublishAsync(target, temporary, path, PutCondition.None, cancellationToken).ConfigureAwait(false);
            return token;
        }
        finally
        {
            Discard(temporary);
        }
    }

    public async ValueTask DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var path = Prepare(key, cancellationToken);
        if (!Guard(key, () => IsThere(path), "delete") || paths.IsFolded(key))
        {
            return;
        }
        using var held = await LockAsync(key, cancellationToken).ConfigureAwait(false);
        Guard(key, () =>
        {
            try
            {
                File.Delete(path);
            }
            catch (DirectoryNotFoundException)
            {
                // Another process was faster.
            }
            return 0;
        }, "delete");
        RemoveEmptyFolders(Path.GetDirectoryName(path)!);
    }

    /// <summary>Whether there is a file. <see cref="File.Exists"/> says no also of one that this process may not see.</summary>
    private static bool IsThere(string path)
    {
        try
        {
            return !File.GetAttributes(path).HasFlag(FileAttributes.Directory);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException) when (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
        {
            // A part of the path is a file.
            return false;
        }
    }

    private string Prepare(string key, CancellationToken cancellationToken)
    {
        var path = paths.Of(key);
        cancellationToken.ThrowIfCancellationRequested();
        return path;
    }

    private async ValueTask PublishAsync(string key, string temporary, string path, PutCondition condition, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Guard(key, () =>
        {
            paths.RefuseFolded(key);
            return 0;
        });
        // A link is atomic by itself; a comparison and a rename need the lock around them.
        using var held = condition.IsIfAbsent && !OperatingSystem.IsWindows() ? null : await LockAsync(key, cancellationToken).ConfigureAwait(false);
        if (!condition.Match.IsNone)
        {
            RefuseOtherVersion(key, path, condition.Match);
        }
        // A delete of the folder's last other file may remove the folder between the two steps.
        var isVisible = false;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var made = MakeFolders(Path.GetDirectoryName(path)!);
                Appear(key, temporary, path, condition);
                isVisible = true;
                FlushFolders(Path.GetDirectoryName(path)!, made);
                return;
            }
            catch (DirectoryNotFoundException) when (isVisible)
            {
                // It was there, and has been deleted with its folder since: both happened, in that order.
                return;
            }
            catch (DirectoryNotFoundException) when (attempt < 20)
            {
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw CoreErrors.StoreFailed(isVisible ? "flush" : "write", key, store, e);
            }
        }
    }

    private void Appear(string key, string temporary, string path, PutCondition condition)
    {
        if (!condition.IsIfAbsent)
        {
            File.Move(temporary, path, overwrite: true);
        }
        else if (OperatingSystem.IsWindows())
        {
            if (File.Exists(path))
            {
                throw CoreErrors.AlreadyExists(key, store);
            }
            File.Move(temporary, path, overwrite: false);
        }
        else if (!LibC.TryLink(temporary, path))
        {
            // A folder is no object that somebody else has put, and trying again doesn't help.
            throw Directory.Exists(path) ? new IOException($"'{path}' is a folder.") : CoreErrors.AlreadyExists(key, store);
        }
    }

    private void RefuseOtherVersion(string key, string path, VersionToken expected)
    {
        if (!File.Exists(path))
        {
            throw CoreErrors.VersionDiffers(key, store);
        }
        using var present = LocalStore.OpenFile(path, key, store);
        if (Guard(key, () => LocalStore.TokenOf(present, expected)) != expected)
        {
            throw CoreErrors.VersionDiffers(key, store);
        }
    }

    /// <summary>Makes the folders that are missing, and gives the uppermost one's parent: from there on down, entries must be flushed.</summary>
    private static string? MakeFolders(string folder)
    {
        if (Directory.Exists(folder))
        {
            return null;
        }
        var existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }
        Directory.CreateDirectory(folder);
        return existing;
    }

    private static void FlushFolders(string folder, string? upTo)
    {
        LibC.FlushFolder(folder);
        for (var current = folder; upTo is not null && current != upTo && Path.GetDirectoryName(current) is { } parent; current = parent)
        {
            LibC.FlushFolder(parent);
        }
    }

    /// <summary>Creates a file that no other process writes: the name is taken by whoever creates it.</summary>
    private (SafeFileHandle File, string Path) CreateTemporary()
    {
        var folder = paths.Unfinished;
        Directory.CreateDirectory(folder);
        while (true)
        {
            var path = Path.Combine(folder, $"{Environment.ProcessId}-{Interlocked.Increment(ref _lastTemporary)}");
            if (File.Exists(path))
            {
                continue;
            }
            try
            {
                return (File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), path);
            }
            catch (IOException) when (File.Exists(path))
            {
            }
        }
    }

    /// <summary>
    /// Waits for the lock of a key. It is the kernel's, so it ends with the process that holds it, and the file stays for ever.
    /// </summary>
    private async ValueTask<SafeFileHandle> LockAsync(string key, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(paths.Root, LocalPaths.Reserved, "locks");
        var path = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 1)));
        var begin = clock.GetTimestamp();
        for (var wait = 1; ; wait = Math.Min(wait * 2, 32))
        {
            try
            {
                Directory.CreateDirectory(folder);
                var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                // .NET takes the kernel's lock too, unless its own switch turns that off: then this call is the only one.
                if (OperatingSystem.IsWindows() || LibC.TryLock(file))
                {
                    return file;
                }
                file.Dispose();
            }
            catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException)
            {
                throw CoreErrors.StoreFailed("lock", key, store, e);
            }
            catch (IOException e) when (LibC.IsLocked(e))
            {
                // The file is there and its lock is taken: wait below.
            }
            catch (IOException e)
            {
                throw CoreErrors.StoreFailed("lock", key, store, e);
            }
            var waited = clock.GetElapsedTime(begin);
            if (waited > LongestWait)
            {
                throw CoreErrors.LockIsHeld(key, store, waited);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(wait), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private void RemoveEmptyFolders(string folder)
    {
        try
        {
            while (folder.Length > paths.Root.Length && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
                folder = Path.GetDirectoryName(folder)!;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty folder that stays, because somebody is about to fill it, is no key and does no harm.
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An unfinished file that can't be removed is no key; the error that led here matters more.
        }
    }

    private T Guard<T>(string key, Func<T> action, string verb = "write")
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CoreErrors.StoreFailed(verb, key, store, e);
        }
    }
}
