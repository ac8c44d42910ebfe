using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kartothek.Columns;

/// <summary>The comparison loops: values against a constant, values against values. NaN as IEEE has it, nulls not looked at.</summary>
/// <remarks>
/// Sixteen values at a time are compared by vector instructions; the answers come as bits, and eight bits become eight flags by one look-up
/// in a table, which is as fast as the comparison and needs no instruction that only some processors have.
/// </remarks>
internal static class Comparisons
{
    private static readonly ulong[] FlagsOfBits = MakeFlags();

    private interface IOperation<T>
    {
        static abstract bool Test(T left, T right);

        static abstract Vector256<T> Test(Vector256<T> left, Vector256<T> right);
    }

    /// <summary>The comparison with its operands exchanged.</summary>
    internal static ComparisonOperator Mirror(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => comparison,
    };

    /// <summary>What the sign of a three-way comparison answers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Holds(ComparisonOperator comparison, int sign) => comparison switch
    {
        ComparisonOperator.Equal => sign == 0,
        ComparisonOperator.NotEqual => sign != 0,
        ComparisonOperator.Less => sign < 0,
        ComparisonOperator.LessOrEqual => sign <= 0,
        ComparisonOperator.Greater => sign > 0,
        _ => sign >= 0,
    };

    /// <summary>What comparing with null answers: <c>null == null</c> and <c>null != 5</c> only.</summary>
    internal static bool HoldsOfNull(ComparisonOperator comparison, bool areBothNull) => comparison switch
    {
        ComparisonOperator.Equal => areBothNull,
        ComparisonOperator.NotEqual => !areBothNull,
        _ => false,
    };

    /// <summary>Compares two values.</summary>
    internal static bool Test<T>(ComparisonOperator comparison, T left, T right)
        where T : unmanaged, IComparisonOperators<T, T, bool> => comparison switch
        {
            ComparisonOperator.Equal => left == right,
            ComparisonOperator.NotEqual => left != right,
            ComparisonOperator.Less => left < right,
            ComparisonOperator.LessOrEqual => left <= right,
            ComparisonOperator.Greater => left > right,
            _ => left >= right,
        };

    /// <summary>mask[i] = left[i] ∘ right</summary>
    internal static void Run<T>(ComparisonOperator comparison, ReadOnlySpan<T> left, T right, Span<bool> mask)
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        switch (comparison)
        {
            case ComparisonOperator.Equal: RunConstant<T, EqualOperation<T>>(left, right, mask); break;
            case ComparisonOperator.NotEqual: RunConstant<T, NotEqualOperation<T>>(left, right, mask); break;
            case ComparisonOperator.Less: RunConstant<T, LessOperation<T>>(left, right, mask); break;
            case ComparisonOperator.LessOrEqual: RunConstant<T, LessOrEqualOperation<T>>(left, right, mask); break;
            case ComparisonOperator.Greater: RunConstant<T, GreaterOperation<T>>(left, right, mask); break;
            default: RunConstant<T, GreaterOrEqualOperation<T>>(left, right, mask); break;
        }
    }

    /// <summary>mask[i] = left[i] ∘ right[i]</summary>
    internal static void Run<T>(ComparisonOperator comparison, ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<bool> mask)
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        switch (comparison)
        {
            case ComparisonOperator.Equal: RunValues<T, EqualOperation<T>>(left, right, mask); break;
            case ComparisonOperator.NotEqual: RunValues<T, NotEqualOperation<T>>(left, right, mask); break;
            case ComparisonOperator.Less: RunValues<T, LessOperation<T>>(left, right, mask); break;
            case ComparisonOperator.LessOrEqual: RunValues<T, LessOrEqualOperation<T>>(left, right, mask); break;
            case ComparisonOperator.Greater: RunValues<T, GreaterOperation<T>>(left, right, mask); break;
            default: RunValues<T, GreaterOrEqualOperation<T>>(left, right, mask); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunConstant<T, TOperation>(ReadOnlySpan<T> left, T right, Span<bool> mask)
        where T : unmanaged
        where TOperation : struct, IOperation<T>
    {
        var i = 0;
        mask = mask[..left.Length];
        if (Vector256<T>.IsSupported && Unsafe.SizeOf<T>() is 4 or 8 && Vector256.IsHardwareAccelerated)
        {
            var constant = Vector256.Create(right);
            ref var l = ref MemoryMarshal.GetReference(left);
            ref var flags = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetReference(mask));
            for (; i <= left.Length - 16; i += 16)
            {
                uint bits = 0;
                for (var k = 0; k < 16; k += Vector256<T>.Count)
                {
                    bits |= TOperation.Test(Vector256.LoadUnsafe(ref l, (nuint)(i + k)), constant).ExtractMostSignificantBits() << k;
                }

                Store(bits, ref Unsafe.Add(ref flags, i));
            }
        }

        for (; i < left.Length; i++) mask[i] = TOperation.Test(left[i], right);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunValues<T, TOperation>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<bool> mask)
        where T : unmanaged
        where TOperation : struct, IOperation<T>
    {
        var i = 0;
        right = right[..left.Length];
        mask = mask[..left.Length];
        if (Vector256<T>.IsSupported && Unsafe.SizeOf<T>() is 4 or 8 && Vector256.IsHardwareAccelerated)
        {
            ref var l = ref MemoryMarshal.GetReference(left);
            ref var r = ref MemoryMarshal.GetReference(right);
            ref var flags = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetReference(mask));
            for (; i <= left.Length - 16; i += 16)
            {
                uint bits = 0;
                for (var k = 0; k < 16; k += Vector256<T>.Count)
                {
                    var answer = TOperation.Test(Vector256.LoadUnsafe(ref l, (nuint)(i + k)), Vector256.LoadUnsafe(ref r, (nuint)(i + k)));
                    bits |= answer.ExtractMostSignificantBits() << k;
                }

                Store(bits, ref Unsafe.Add(ref flags, i));
            }
        }

        for (; i < left.Length; i++) mask[i] = TOperation.Test(left[i], right[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(uint bits, ref byte flags)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(FlagsOfBits);
        Unsafe.WriteUnaligned(ref flags, Unsafe.Add(ref table, (nint)(bits & 0xFF)));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref flags, 8), Unsafe.Add(ref table, (nint)((bits >> 8) & 0xFF)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong[] MakeFlags()
    {
        var table = new ulong[256];
        Span<byte> flags = stackalloc byte[8];
        for (var bits = 0; bits < table.Length; bits++)
        {
            for (var k = 0; k < 8; k++) flags[k] = (byte)((bits >> k) & 1);
            table[bits] = MemoryMarshal.Read<ulong>(flags);
        }

        return table;
    }

    private readonly struct EqualOperation<T> : IOperation<T>
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Test(T left, T right) => left == right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Test(Vector256<T> left, Vector256<T> right) => Vector256.Equals(left, right);
    }

    private readonly struct NotEqualOperation<T> : IOperation<T>
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Test(T left, T right) => left != right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Test(Vector256<T> left, Vector256<T> right) => ~Vector256.Equals(left, right);
    }

    private readonly struct LessOperation<T> : IOperation<T>
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Test(T left, T right) => left < right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Test(Vector256<T> left, Vector256<T> right) => Vector256.LessThan(left, right);
    }

    private readonly struct LessOrEqualOperation<T> : IOperation<T>
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Test(T left, T right) => left <= right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Test(Vector256<T> left, Vector256<T> right) => Vector256.LessThanOrEqual(left, right);
    }

    private readonly struct GreaterOperation<T> : IOperation<T>
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Test(T left, T right) => left > right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Test(Vector256<T> left, Vector256<T> right) => Vector256.GreaterThan(left, right);
    }

    private readonly struct GreaterOrEqualOperation<T> : IOperation<T>
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Test(T left, T right) => left >= right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Test(Vector256<T> left, Vector256<T> right) => Vector256.GreaterThanOrEqual(left, right);
    }
}
