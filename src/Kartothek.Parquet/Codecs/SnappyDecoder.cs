using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kartothek.Parquet;

/// <summary>Decompresses a page of Snappy's raw format, as far as it is asked to.</summary>
/// <remarks>
/// A row near the front of a page needs only the bytes in front of it, and a page that is decompressed in steps is read while it is in the processor's cache.
/// The format is Google's format_description.txt: tags of literals (low bits 00) and of copies with offsets of 11, 16 and 32 bits. The idea of the table is that of Google's own decoder.
/// Vectors are stored whole where a tag wants less; what comes behind is overwritten later, and the target has room behind its end. For one thread.
/// </remarks>
internal sealed unsafe class SnappyDecoder
{
    /// <summary>Bytes behind the length in the target that may be overwritten.</summary>
    public const int Slack = ScanBuffers.Slack;

    // A tag with its offset, and what a vector copy of a short literal may read.
    private const int SourceMargin = 5 + 64;

    // The most that a tag makes, long literals apart.
    private const int TargetMargin = 64;

    private byte[] _source = [];
    private byte[] _target = [];
    private int _next;
    private int _end;
    private int _length;
    private int _literal;

    /// <summary>Bytes of the target that are ready.</summary>
    public int Ready { get; private set; }

    /// <summary>Per tag: the length in the low eight bits, the high bits of the offset in three, the bytes of the offset above.</summary>
    private static ReadOnlySpan<ushort> Tags =>
    [
        0x0000, 0x0804, 0x1001, 0x2001, 0x0000, 0x0805, 0x1002, 0x2002, 0x0000, 0x0806, 0x1003, 0x2003, 0x0000, 0x0807, 0x1004, 0x2004,
        0x0000, 0x0808, 0x1005, 0x2005, 0x0000, 0x0809, 0x1006, 0x2006, 0x0000, 0x080A, 0x1007, 0x2007, 0x0000, 0x080B, 0x1008, 0x2008,
        0x0000, 0x0904, 0x1009, 0x2009, 0x0000, 0x0905, 0x100A, 0x200A, 0x0000, 0x0906, 0x100B, 0x200B, 0x0000, 0x0907, 0x100C, 0x200C,
        0x0000, 0x0908, 0x100D, 0x200D, 0x0000, 0x0909, 0x100E, 0x200E, 0x0000, 0x090A, 0x100F, 0x200F, 0x0000, 0x090B, 0x1010, 0x2010,
        0x0000, 0x0A04, 0x1011, 0x2011, 0x0000, 0x0A05, 0x1012, 0x2012, 0x0000, 0x0A06, 0x1013, 0x2013, 0x0000, 0x0A07, 0x1014, 0x2014,
        0x0000, 0x0A08, 0x1015, 0x2015, 0x0000, 0x0A09, 0x1016, 0x2016, 0x0000, 0x0A0A, 0x1017, 0x2017, 0x0000, 0x0A0B, 0x1018, 0x2018,
        0x0000, 0x0B04, 0x1019, 0x2019, 0x0000, 0x0B05, 0x101A, 0x201A, 0x0000, 0x0B06, 0x101B, 0x201B, 0x0000, 0x0B07, 0x101C, 0x201C,
        0x0000, 0x0B08, 0x101D, 0x201D, 0x0000, 0x0B09, 0x101E, 0x201E, 0x0000, 0x0B0A, 0x101F, 0x201F, 0x0000, 0x0B0B, 0x1020, 0x2020,
        0x0000, 0x0C04, 0x1021, 0x2021, 0x0000, 0x0C05, 0x1022, 0x2022, 0x0000, 0x0C06, 0x1023, 0x2023, 0x0000, 0x0C07, 0x1024, 0x2024,
        0x0000, 0x0C08, 0x1025, 0x2025, 0x0000, 0x0C09, 0x1026, 0x2026, 0x0000, 0x0C0A, 0x1027, 0x2027, 0x0000, 0x0C0B, 0x1028, 0x2028,
        0x0000, 0x0D04, 0x1029, 0x2029, 0x0000, 0x0D05, 0x102A, 0x202A, 0x0000, 0x0D06, 0x102B, 0x202B, 0x0000, 0x0D07, 0x102C, 0x202C,
        0x0000, 0x0D08, 0x102D, 0x202D, 0x0000, 0x0D09, 0x102E, 0x202E, 0x0000, 0x0D0A, 0x102F, 0x202F, 0x0000, 0x0D0B, 0x1030, 0x2030,
        0x0000, 0x0E04, 0x1031, 0x2031, 0x0000, 0x0E05, 0x1032, 0x2032, 0x0000, 0x0E06, 0x1033, 0x2033, 0x0000, 0x0E07, 0x1034, 0x2034,
        0x0000, 0x0E08, 0x1035, 0x2035, 0x0000, 0x0E09, 0x1036, 0x2036, 0x0000, 0x0E0A, 0x1037, 0x2037, 0x0000, 0x0E0B, 0x1038, 0x2038,
        0x0000, 0x0F04, 0x1039, 0x2039, 0x0000, 0x0F05, 0x103A, 0x203A, 0x0000, 0x0F06, 0x103B, 0x203B, 0x0000, 0x0F07, 0x103C, 0x203C,
        0x0000, 0x0F08, 0x103D, 0x203D, 0x0000, 0x0F09, 0x103E, 0x203E, 0x0000, 0x0F0A, 0x103F, 0x203F, 0x0000, 0x0F0B, 0x1040, 0x2040,
    ];

    /// <summary>For copies that overlap themselves: which byte of the offset's each of 16 bytes is.</summary>
    private static ReadOnlySpan<byte> Patterns =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1,
        0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0,
        0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0,
        0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0, 1,
        0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 6,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1, 2, 3, 4,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 1, 2,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0, 1,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0,
    ];

    /// <summary>How many of these 16 bytes are whole repetitions.</summary>
    private static ReadOnlySpan<byte> Steps => [16, 16, 16, 15, 16, 15, 12, 14, 16, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Starts a page.</summary>
    /// <param name="source">Where it lies.</param>
    /// <param name="start">Its first byte.</param>
    /// <param name="end">Behind its last byte.</param>
    /// <param name="target">At least <see cref="Slack"/> bytes longer than the page.</param>
    /// <param name="length">Bytes of the page when it is decompressed.</param>
    /// <exception cref="PageFormatException">The bytes claim another length.</exception>
    public void Start(byte[] source, int start, int end, byte[] target, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, length + Slack);
        (_source, _next, _end, _target, _length, Ready, _literal) = (source, start, end, target, length, 0, 0);
        var claimed = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            if (shift > 28 || _next == _end)
                throw Damaged();
            var b = source[_next++];
            claimed |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                break;
        }
        if (claimed != (ulong)length)
            throw Damaged();
    }

    /// <summary>Decompresses until so many bytes are ready, or some more.</summary>
    /// <exception cref="PageFormatException">The bytes aren't Snappy's, or don't make the page's length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Advance(int wanted)
    {
        wanted = Math.Min(wanted, _length);
        fixed (byte* source = _source, target = _target)
        {
            while (Ready < wanted)
            {
                if (_literal > 0)
                    CopyLiteral(Math.Max(wanted - Ready, TargetMargin));
                else if (_end - _next > SourceMargin && _length - Ready > TargetMargin)
                    Run(source, target, Math.Min(wanted, _length - TargetMargin));
                else
                    Step();
            }
        }
        if (Ready == _length && (_next != _end || _literal > 0))
            throw Damaged();
    }

    private static PageFormatException Damaged() => new("a page isn't valid Snappy, or doesn't decompress to the bytes that its header says");

    /// <summary>Goes on while a tag can neither end behind the source nor fill the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private void Run(byte* source, byte* target, int wanted)
    {
        var from = source + _next;
        var last = source + _end - SourceMargin;
        var to = target + Ready;
        var end = target + wanted;
        ref var tags = ref MemoryMarshal.GetReference(Tags);
        while (to < end && from < last)
        {
            nuint tag = *from++;
            if ((tag & 3) == 0)
            {
                var literal = (tag >> 2) + 1;
                if (literal <= 60)
                {
                    Vector128.Load(from).Store(to);
                    if (literal > 16)
                        CopyRest(from, to, literal);
                    from += literal;
                    to += literal;
                    continue;
                }
                var bytes = (int)literal - 60;
                var count = (Unsafe.ReadUnaligned<uint>(from) & (0xFFFFFFFF >> (32 - (8 * bytes)))) + 1L;
                from += bytes;
                if (count > target + _length - to || count > source + _end - from)
                    throw Damaged();
                _literal = (int)count;
                break;
            }
            nuint entry = Unsafe.Add(ref tags, tag);
            var kind = tag & 3;
            // Neither a branch on the kind, which nobody can predict, nor the table's latency before the next tag can be read.
            nuint trailer = Unsafe.ReadUnaligned<uint>(from);
            var offset = (entry & 0x700) + (trailer & (ushort)(0x0000FFFF_00FF0000UL >> (int)(kind * 16)));
            var length = entry & 0xFF;
            from += kind;
            if (kind == 3)
            {
                offset = trailer;
                from++;
            }
            if (offset - 1 >= (nuint)(to - target))
                throw Damaged();
            var back = to - offset;
            if (offset >= 8)
            {
                // Eight bytes at a time, so that a run of one number is read behind what was just written of it.
                Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<ulong>(back));
                Unsafe.WriteUnaligned(to + 8, Unsafe.ReadUnaligned<ulong>(back + 8));
                for (nuint i = 16; i < length; i += 16)
                {
                    Unsafe.WriteUnaligned(to + i, Unsafe.ReadUnaligned<ulong>(back + i));
                    Unsafe.WriteUnaligned(to + i + 8, Unsafe.ReadUnaligned<ulong>(back + i + 8));
                }
            }
            else
            {
                Repeat(back, to, (int)offset, (int)length);
            }
            to += length;
        }
        _next = (int)(from - source);
        Ready = (int)(to - target);
    }

    /// <summary>What a copy of up to 64 bytes has behind the first 16. Its source is 16 bytes away, so each load has what it needs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRest(byte* from, byte* to, nuint length)
    {
        Vector128.Load(from + 16).Store(to + 16);
        if (length > 32)
        {
            Vector128.Load(from + 32).Store(to + 32);
            Vector128.Load(from + 48).Store(to + 48);
        }
    }

    /// <summary>A copy whose source reaches into what it writes: fewer than 16 bytes again and again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Repeat(byte* back, byte* to, int offset, int length)
    {
        var pattern = Vector128.Shuffle(Vector128.Load(back), Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Patterns), (nuint)(16 * offset)));
        int step = Steps[offset];
        for (var i = 0; i < length; i += step)
            pattern.Store(to + i);
    }

    /// <summary>Copies what is left of a long literal, or so many bytes of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyLiteral(int most)
    {
        var count = Math.Min(_literal, most);
        if (count > _end - _next || count > _length - Ready)
            throw Damaged();
        _source.AsSpan(_next, count).CopyTo(_target.AsSpan(Ready));
        _next += count;
        Ready += count;
        _literal -= count;
    }

    /// <summary>One tag, with all checks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Step()
    {
        if (_next == _end)
            throw Damaged();
        int tag = _source[_next++];
        if ((tag & 3) == 0)
        {
            var count = (long)(tag >> 2) + 1;
            if (count > 60)
                count = Number((int)count - 60) + 1;
            if (count > _length - Ready || count > _end - _next)
                throw Damaged();
            _literal = (int)count;
            return;
        }
        int entry = Tags[tag];
        var offset = (entry & 0x700) + Number(entry >> 11);
        var length = entry & 0xFF;
        if (offset == 0 || offset > Ready || length > _length - Ready)
            throw Damaged();
        for (var i = 0; i < length; i++, Ready++)
            _target[Ready] = _target[Ready - (int)offset];
    }

    private long Number(int bytes)
    {
        if (bytes > _end - _next)
            throw Damaged();
        var number = 0L;
        for (var i = 0; i < bytes; i++)
            number |= (long)_source[_next++] << (8 * i);
        return number;
    }
}
