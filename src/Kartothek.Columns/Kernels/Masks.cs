using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kartothek.Columns;

/// <summary>Loops over flags of one byte each, which are 0 or 1.</summary>
internal static class Masks
{
    private interface IByteOperation
    {
        static abstract byte Apply(byte left, byte right);

        static abstract Vector256<byte> Apply(Vector256<byte> left, Vector256<byte> right);
    }

    /// <summary>mask &amp;= other</summary>
    internal static void And(Span<bool> mask, ReadOnlySpan<bool> other) => Run<AndOperation>(mask, other);

    /// <summary>mask |= other</summary>
    internal static void Or(Span<bool> mask, ReadOnlySpan<bool> other) => Run<OrOperation>(mask, other);

    /// <summary>mask |= !other</summary>
    internal static void OrNot(Span<bool> mask, ReadOnlySpan<bool> other) => Run<OrNotOperation>(mask, other);

    /// <summary>mask = left == right</summary>
    internal static void Same(Span<bool> mask, ReadOnlySpan<bool> left, ReadOnlySpan<bool> right)
    {
        left.CopyTo(mask);
        Run<SameOperation>(mask, right);
    }

    /// <summary>mask = !mask</summary>
    internal static void Not(Span<bool> mask) => Run<NotOperation>(mask, mask);

    /// <summary>mask = !source</summary>
    internal static void Not(ReadOnlySpan<bool> source, Span<bool> mask)
    {
        source.CopyTo(mask);
        Not(mask);
    }

    /// <summary>Gives null rows their answer: mask = valid ? mask : answer.</summary>
    internal static void Settle(Span<bool> mask, ReadOnlySpan<bool> valid, bool answer)
    {
        if (answer) OrNot(mask, valid);
        else And(mask, valid);
    }

    /// <summary>Whether no flag is set.</summary>
    internal static bool None(ReadOnlySpan<bool> mask) => !mask.Contains(true);

    /// <summary>Whether all flags are set.</summary>
    internal static bool All(ReadOnlySpan<bool> mask) => !mask.Contains(false);

    /// <summary>The number of flags set.</summary>
    internal static int Count(ReadOnlySpan<bool> mask) => MemoryMarshal.AsBytes(mask).Count((byte)1);

    /// <summary>Which rows have both values, in the buffer given where one of the operands has nulls; else null.</summary>
    internal static bool[]? Both(ReadOnlySpan<bool> left, ReadOnlySpan<bool> right, int length, ref bool[] buffer)
    {
        if (left.Length == 0 && right.Length == 0) return null;
        if (buffer.Length < length) buffer = new bool[Math.Max(length, 2 * buffer.Length)];
        var both = buffer.AsSpan(0, length);
        if (left.Length == 0) right.CopyTo(both);
        else left.CopyTo(both);
        if (left.Length > 0 && right.Length > 0) And(both, right);
        return buffer;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TOperation>(Span<bool> mask, ReadOnlySpan<bool> other)
        where TOperation : struct, IByteOperation
    {
        var left = MemoryMarshal.AsBytes(mask);
        var right = MemoryMarshal.AsBytes(other)[..left.Length];
        ref var l = ref MemoryMarshal.GetReference(left);
        ref var r = ref MemoryMarshal.GetReference(right);
        var i = 0;
        for (; i <= left.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            TOperation.Apply(Vector256.LoadUnsafe(ref l, (nuint)i), Vector256.LoadUnsafe(ref r, (nuint)i)).StoreUnsafe(ref l, (nuint)i);
        }

        for (; i < left.Length; i++) left[i] = TOperation.Apply(left[i], right[i]);
    }

    private readonly struct AndOperation : IByteOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static byte Apply(byte left, byte right) => (byte)(left & right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<byte> Apply(Vector256<byte> left, Vector256<byte> right) => left & right;
    }

    private readonly struct OrOperation : IByteOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static byte Apply(byte left, byte right) => (byte)(left | right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<byte> Apply(Vector256<byte> left, Vector256<byte> right) => left | right;
    }

    private readonly struct OrNotOperation : IByteOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static byte Apply(byte left, byte right) => (byte)(left | (right ^ 1));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<byte> Apply(Vector256<byte> left, Vector256<byte> right) => left | (right ^ Vector256<byte>.One);
    }

    private readonly struct SameOperation : IByteOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static byte Apply(byte left, byte right) => (byte)(left ^ right ^ 1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<byte> Apply(Vector256<byte> left, Vector256<byte> right) => left ^ right ^ Vector256<byte>.One;
    }

    private readonly struct NotOperation : IByteOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static byte Apply(byte left, byte right) => (byte)(left ^ 1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<byte> Apply(Vector256<byte> left, Vector256<byte> right) => left ^ Vector256<byte>.One;
    }
}
