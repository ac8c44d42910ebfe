using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Kartothek.Core;

/// <summary>A file that is open for reading, without what .NET adds: a lock, a second look at the file, an object with a finaliser.</summary>
/// <remarks>
/// Only where everything goes well: who gets no file, or false, opens it in .NET's way, which then says what is wrong. Must be disposed once.
/// </remarks>
internal readonly unsafe partial struct LinuxFile : IDisposable
{
    // A pipe without a writer isn't waited for.
    private const int OpenFlags = 0x80000 | 0x800;
    private const int FromEnd = 2;
    private const int EmptyPath = 0x1000;
    private const uint SizeAndTime = 0x200 | 0x40 | 0x1;
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    // Of struct statx, whose layout is the same on all processors.
    private const int StatBytes = 256;
    private const int MaskAt = 0;
    private const int ModeAt = 28;
    private const int SizeAt = 40;
    private const int SecondsAt = 112;
    private const int NanosecondsAt = 120;

    private readonly int _descriptor;

    private LinuxFile(int descriptor, long size, DateTime written) => (_descriptor, Size, Written) = (descriptor, size, written);

    /// <summary>Bytes, when it was opened.</summary>
    public long Size { get; }

    /// <summary>When it was last written, as <see cref="File.GetLastWriteTimeUtc(string)"/> has it.</summary>
    public DateTime Written { get; }

    /// <summary>Opens a file; null on other systems, and where it can't be opened or isn't one.</summary>
    public static LinuxFile? TryOpen(string path)
    {
        if (!OperatingSystem.IsLinux() || !BitConverter.IsLittleEndian)
        {
            return null;
        }
        var descriptor = TryOpenDescriptor(path);
        if (descriptor < 0)
        {
            return null;
        }
        try
        {
            if (Stat(descriptor) is { } file)
            {
                return file;
            }
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without statx.
        }
        _ = close(descriptor);
        return null;
    }

    /// <summary>A descriptor, or a negative number.</summary>
    private static int TryOpenDescriptor(string path)
    {
        var length = Encoding.UTF8.GetMaxByteCount(path.Length) + 1;
        var name = length <= 1024 ? stackalloc byte[length] : new byte[length];
        name[Encoding.UTF8.GetBytes(path, name)] = 0;
        if (name[..path.Length].Contains((byte)0))
        {
            return -1;
        }
        fixed (byte* text = name)
        {
            return open(text, OpenFlags);
        }
    }

    /// <summary>
    /// Fills a span with the end of a file; null on other systems, and where it doesn't work, whatever the reason. Asks for nothing but the size: what isn't a file can't be read, or has none.
    /// </summary>
    /// <returns>Bytes read, and those of the file.</returns>
    public static (int Read, long Size)? TryReadTail(string path, Span<byte> destination)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }
        var descriptor = TryOpenDescriptor(path);
        if (descriptor < 0)
        {
            return null;
        }
        using var file = new LinuxFile(descriptor, lseek(descriptor, 0, FromEnd), default);
        var length = (int)Math.Min(file.Size, destination.Length);
        return length > 0 && file.TryRead(destination[..length], file.Size - length) ? (length, file.Size) : null;
    }

    /// <summary>Fills a span from an offset on; false where the file ends before, or can't be read.</summary>
    public bool TryRead(Span<byte> destination, long offset)
    {
        fixed (byte* bytes = destination)
        {
            for (var done = 0; done < destination.Length;)
            {
                var read = pread(_descriptor, bytes + done, (nuint)(destination.Length - done), offset + done);
                if (read <= 0)
                {
                    return false;
                }
                done += (int)read;
            }
        }
        return true;
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => _ = close(_descriptor);

    [SkipLocalsInit]
    private static LinuxFile? Stat(int descriptor)
    {
        Span<byte> stat = stackalloc byte[StatBytes];
        byte nothing = 0;
        fixed (byte* result = stat)
        {
            if (statx(descriptor, &nothing, EmptyPath, SizeAndTime, result) != 0)
            {
                return null;
            }
        }
        if ((BinaryPrimitives.ReadUInt32LittleEndian(stat[MaskAt..]) & SizeAndTime) != SizeAndTime || (BinaryPrimitives.ReadUInt16LittleEndian(stat[ModeAt..]) & FileTypeMask) != RegularFile)
        {
            return null;
        }
        var ticks = (BinaryPrimitives.ReadInt64LittleEndian(stat[SecondsAt..]) * TimeSpan.TicksPerSecond) + (BinaryPrimitives.ReadUInt32LittleEndian(stat[NanosecondsAt..]) / TimeSpan.NanosecondsPerTick);
        return new(descriptor, BinaryPrimitives.ReadInt64LittleEndian(stat[SizeAt..]), DateTime.UnixEpoch.AddTicks(ticks));
    }

    [LibraryImport("libc")]
    private static partial int open(byte* path, int flags);

    [LibraryImport("libc")]
    private static partial int statx(int folder, byte* path, int flags, uint mask, byte* result);

    [LibraryImport("libc")]
    private static partial long lseek(int descriptor, long offset, int from);

    [LibraryImport("libc")]
    private static partial nint pread(int descriptor, byte* bytes, nuint count, long offset);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
