using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kartothek.Columns;

/// <summary>Looks the answers of dictionary entries up by the codes of rows.</summary>
/// <remarks>Up to 64 answers are bits of one number, which is shifted by 8 or 16 codes at once.</remarks>
internal static class CodeAnswers
{
    /// <summary>mask[i] = answers[codes[i]]; codes are in range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LookUp(ReadOnlySpan<bool> answers, ReadOnlySpan<int> codes, Span<bool> mask)
    {
        var i = 0;
        if (Avx512F.IsSupported && answers.Length <= 64)
        {
            var bits = 0UL;
            for (var entry = 0; entry < answers.Length; entry++) bits |= (answers[entry] ? 1UL : 0) << entry;
            i = answers.Length <= 32 ? LookUp((uint)bits, codes, mask) : LookUp(bits, codes, mask);
        }

        for (; i < codes.Length; i++) mask[i] = answers[codes[i]];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LookUp(uint answers, ReadOnlySpan<int> codes, Span<bool> mask)
    {
        ref var from = ref MemoryMarshal.GetReference(codes);
        ref var to = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetReference(mask[..codes.Length]));
        var bits = Vector512.Create(answers);
        var i = 0;
        for (; i <= codes.Length - Vector512<int>.Count; i += Vector512<int>.Count)
        {
            var answer = Avx512F.ShiftRightLogicalVariable(bits, Vector512.LoadUnsafe(ref from, (nuint)i).AsUInt32()) & Vector512<uint>.One;
            Avx512F.ConvertToVector128Byte(answer).StoreUnsafe(ref to, (nuint)i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LookUp(ulong answers, ReadOnlySpan<int> codes, Span<bool> mask)
    {
        ref var from = ref MemoryMarshal.GetReference(codes);
        ref var to = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetReference(mask[..codes.Length]));
        var bits = Vector512.Create(answers);
        var i = 0;
        for (; i <= codes.Length - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            var shift = Avx512F.ConvertToVector512UInt64(Vector256.LoadUnsafe(ref from, (nuint)i).AsUInt32());
            var answer = Avx512F.ShiftRightLogicalVariable(bits, shift) & Vector512<ulong>.One;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i), Avx512F.ConvertToVector128Byte(answer).AsUInt64().ToScalar());
        }

        return i;
    }
}
