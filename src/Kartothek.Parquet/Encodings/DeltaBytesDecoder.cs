using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>DELTA_BYTE_ARRAY: each value as the length of what it shares with the one before, and the rest.</summary>
/// <remarks>Values are put together in memory of the decoder. A short page can stand for very long values, so what one block takes is limited.</remarks>
internal sealed class DeltaBytesDecoder : ValueDecoder<ByteView>
{
    /// <summary>The most bytes that the values of one block may take.</summary>
    public const int MaxBlockBytes = 256 * 1024 * 1024;

    private readonly DeltaReader _prefixes = new();
    private readonly DeltaLengthBytesDecoder _suffixes = new();
    private byte[] _last = [];
    private int _lastLength;
    private byte[] _data = [];
    private int _used;

    public override byte[] Data => _data;

    public override bool OwnsData => true;

    public override void BeginBlock() => _used = 0;

    public override void Reset(byte[] bytes, int start, int end)
    {
        _prefixes.Reset(bytes, start, end);
        _suffixes.Reset(bytes, _prefixes.FindEnd(), end);
        _lastLength = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Read(Span<ByteView> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            Next();
            destination[i] = new ByteView(_used, _lastLength);
            if (_lastLength > MaxBlockBytes - _used)
                throw new PageFormatException($"the values of one block take more than the {MaxBlockBytes} bytes that are read");
            Grow(ref _data, _used + _lastLength, _used);
            _last.AsSpan(0, _lastLength).CopyTo(_data.AsSpan(_used));
            _used += _lastLength;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Skip(int count)
    {
        for (var i = 0; i < count; i++)
            Next();
    }

    private void Next()
    {
        var prefix = 0L;
        _prefixes.Read(new Span<long>(ref prefix));
        var suffix = default(ByteView);
        _suffixes.Read(new Span<ByteView>(ref suffix));
        if ((ulong)prefix > (ulong)_lastLength)
            throw new PageFormatException($"a value shares {prefix} bytes with one of {_lastLength} bytes");
        var length = prefix + suffix.Length;
        if (length > MaxBlockBytes)
            throw new PageFormatException($"a value takes more than the {MaxBlockBytes} bytes that are read");
        Grow(ref _last, (int)length, (int)prefix);
        _suffixes.Data.AsSpan(suffix.Offset, suffix.Length).CopyTo(_last.AsSpan((int)prefix));
        _lastLength = (int)length;
    }

    private static void Grow(ref byte[] array, int length, int kept)
    {
        if (length <= array.Length)
            return;
        var grown = new byte[Math.Max(length, Math.Min(array.Length * 2L, MaxBlockBytes))];
        array.AsSpan(0, kept).CopyTo(grown);
        array = grown;
    }
}
