using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kartothek.Parquet;

/// <summary>The dictionary codes of the unfinished page, in two bytes each as long as that suffices.</summary>
internal struct CodeBuffer
{
    private WriteBuffer<ushort> _narrow;
    private WriteBuffer<int> _wide;
    private int _max;
    private bool _isWide;

    /// <summary>Codes.</summary>
    public readonly int Count => _isWide ? _wide.Count : _narrow.Count;

    /// <summary>Memory taken.</summary>
    public readonly long HeldBytes => _narrow.HeldBytes + _wide.HeldBytes;

    /// <summary>Appends codes.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="max">No code of the page is greater, those appended before included.</param>
    public void Append(ReadOnlySpan<int> codes, int max)
    {
        _max = max;
        if (!_isWide && max > ushort.MaxValue)
            Widen();
        if (_isWide)
            _wide.Append(codes);
        else
            Narrow(codes, _narrow.Extend(codes.Length));
    }

    /// <summary>One code as it was appended.</summary>
    public readonly int At(int index) => _isWide ? _wide.Span[index] : _narrow.Span[index];

    /// <summary>Bits per code.</summary>
    public readonly int Width => RunLengthEncoder.Width(_max);

    /// <summary>The most bytes that <see cref="Encode"/> writes.</summary>
    public readonly int MaxBytes => 1 + RunLengthEncoder.MaxBytes(Count, Width);

    /// <summary>Writes the codes as a data page holds them: the width, and runs.</summary>
    public readonly int Encode(Span<byte> destination)
    {
        var width = Width;
        destination[0] = (byte)width;
        return 1 + (_isWide ? RunLengthEncoder.Encode<int>(_wide.Span, width, destination[1..]) : RunLengthEncoder.Encode<ushort>(_narrow.Span, width, destination[1..]));
    }

    /// <summary>Looks all codes up.</summary>
    public readonly void Gather<T>(ReadOnlySpan<T> entries, Span<T> destination)
        where T : unmanaged
    {
        if (_isWide)
            Gather<int, T>(_wide.Span, entries, destination);
        else
            Gather<ushort, T>(_narrow.Span, entries, destination);
    }

    /// <summary>Starts anew, in the same memory.</summary>
    public void Clear()
    {
        _narrow.Clear();
        _wide.Clear();
        _isWide = false;
        _max = 0;
    }

    /// <summary>Starts anew; the memory goes back.</summary>
    public void Free()
    {
        _narrow.Free();
        _wide.Free();
        _isWide = false;
        _max = 0;
    }

    private static void Gather<TCode, T>(ReadOnlySpan<TCode> codes, ReadOnlySpan<T> entries, Span<T> destination)
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        for (var i = 0; i < codes.Length; i++)
            destination[i] = entries[int.CreateTruncating(codes[i])];
    }

    private static void Narrow(ReadOnlySpan<int> codes, Span<ushort> destination)
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(codes));
            ref var target = ref MemoryMarshal.GetReference(destination);
            for (; i <= codes.Length - 16; i += 16)
                Vector256.Narrow(Vector256.LoadUnsafe(ref source, (nuint)i), Vector256.LoadUnsafe(ref source, (nuint)i + 8)).StoreUnsafe(ref target, (nuint)i);
        }
        for (; i < codes.Length; i++)
            destination[i] = (ushort)codes[i];
    }

    private void Widen()
    {
        var wide = _wide.Extend(_narrow.Count);
        var narrow = _narrow.Span;
        for (var i = 0; i < wide.Length; i++)
            wide[i] = narrow[i];
        _narrow.Free();
        _isWide = true;
    }
}
