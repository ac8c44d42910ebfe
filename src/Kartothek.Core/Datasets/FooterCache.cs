using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>The footers that were used last, by the key of their file. Data files never change, so none goes stale. Safe for use by several threads.</summary>
/// <remarks>
/// <para>Of a small footer only the bytes are kept, many in one array, and it is parsed anew when it is used: that takes a microsecond or two, a few objects for each of thousands of files
/// cost more, because the garbage collector copies them twice on their way to the old ones. A large footer stays parsed.</para>
/// <para>Footers leave in the order in which they came, which is their order in the arrays, and one that was used since then comes anew, with a copy of its bytes. So an array goes with its last
/// footer, and those that the cache holds are full but for the first and the last one.</para>
/// </remarks>
internal sealed class FooterCache(int capacity)
{
    /// <summary>Up to so many bytes are a small footer.</summary>
    private const int SmallFooter = 4096;

    // Most datasets have few footers, so the first arrays are small. The last ones stay below the size from which on arrays are large objects: new memory for these costs more than copying.
    private const int FirstArray = 4096;
    private const int LastArray = 64 << 10;

    private const int ShortestTail = 2048;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Kept> _footers = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = new();
    private Func<int, Memory<byte>>? _allocate;
    private byte[] _array = [];
    private int _used;
    private int _longest;
    private long _lastFile;

    /// <summary>What gives memory for the bytes of a footer: part of an array that other footers share, where it is small and isn't kept by others than the cache.</summary>
    public Func<int, Memory<byte>> AllocatorFor(FileUse use) => use.HasFlag(FileUse.Kept) || capacity <= 0 ? static length => new byte[length] : _allocate ??= Allocate;

    /// <summary>How much of the end of a file to read, by what the files before were like.</summary>
    public int TailBytes(FileUse use)
    {
        var (longest, file) = (Volatile.Read(ref _longest), Volatile.Read(ref _lastFile));
        // A small file is worth having whole. Footers of a dataset are alike, and a longer one costs another request.
        return longest == 0 || (use.HasFlag(FileUse.Rows) && file <= ParquetFooter.DefaultTail)
            ? ParquetFooter.DefaultTail
            : Math.Clamp((longest + (longest / 4) + 1023) & ~1023, ShortestTail, ParquetFooter.DefaultTail);
    }

    /// <summary>Looks a footer up, and makes it a used one.</summary>
    public ParquetFooter? Find(string key, FileUse use = FileUse.Footer)
    {
        Kept kept;
        lock (_gate)
        {
            if (!_footers.TryGetValue(key, out kept))
            {
                return null;
            }
            if (!kept.IsUsed)
            {
                _footers[key] = kept with { IsUsed = true };
            }
        }
        return kept.Parsed ?? ParquetFooter.Parse(key, use.HasFlag(FileUse.Kept) ? kept.Bytes.ToArray() : kept.Bytes, kept.FileLength);
    }

    /// <summary>Keeps a footer, and drops one that wasn't used for long where there are too many.</summary>
    public void Add(string key, ParquetFooter footer, FileUse use = FileUse.Kept)
    {
        lock (_gate)
        {
            _longest = Math.Max(_longest, footer.FooterLength);
            _lastFile = footer.FileLength;
            if (capacity <= 0 || _footers.ContainsKey(key))
            {
                return;
            }
            Keep(key, footer.FooterLength > SmallFooter ? new(footer, default, 0, false)
                : new(null, use.HasFlag(FileUse.Kept) ? Copy(footer.Bytes) : footer.Bytes, footer.FileLength, false));
            while (_footers.Count > capacity)
            {
                DropOldest();
            }
        }
    }

    private void DropOldest()
    {
        var oldest = _byAge.Dequeue();
        _footers.Remove(oldest, out var kept);
        if (kept.IsUsed)
        {
            Keep(oldest, kept with { Bytes = Copy(kept.Bytes), IsUsed = false });
        }
    }

    private void Keep(string key, Kept kept)
    {
        _footers.Add(key, kept);
        _byAge.Enqueue(key);
    }

    private Memory<byte> Allocate(int length)
    {
        if (length > SmallFooter)
        {
            return new byte[length];
        }
        lock (_gate)
        {
            return Take(length);
        }
    }

    private Memory<byte> Copy(ReadOnlyMemory<byte> bytes)
    {
        var copy = Take(bytes.Length);
        bytes.CopyTo(copy);
        return copy;
    }

    private Memory<byte> Take(int length)
    {
        if (length > _array.Length - _used)
        {
            _array = GC.AllocateUninitializedArray<byte>(Math.Clamp(2 * _array.Length, FirstArray, LastArray));
            _used = 0;
        }
        var bytes = _array.AsMemory(_used, length);
        _used += length;
        return bytes;
    }

    /// <summary>A footer, or its bytes.</summary>
    private readonly record struct Kept(ParquetFooter? Parsed, ReadOnlyMemory<byte> Bytes, long FileLength, bool IsUsed);
}
