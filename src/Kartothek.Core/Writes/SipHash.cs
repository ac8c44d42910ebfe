using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Core;

/// <summary>SipHash-2-4 with the key of pandas, by which it hashes text and bytes.</summary>
internal static class SipHash
{
    // ASCII "0123456789123456", as two little-endian numbers.
    private const ulong Key0 = 0x3736353433323130;
    private const ulong Key1 = 0x3635343332313938;

    /// <summary>The hash of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var state = new State();
        var last = (ulong)(byte)bytes.Length << 56;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            state.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }
        for (var i = 0; i < bytes.Length; i++)
        {
            last |= (ulong)bytes[i] << (8 * i);
        }
        state.Add(last);
        return state.Finish();
    }

    private struct State
    {
        private ulong _v0 = Key0 ^ 0x736f6d6570736575;
        private ulong _v1 = Key1 ^ 0x646f72616e646f6d;
        private ulong _v2 = Key0 ^ 0x6c7967656e657261;
        private ulong _v3 = Key1 ^ 0x7465646279746573;

        public State()
        {
        }

        public void Add(ulong word)
        {
            _v3 ^= word;
            Round();
            Round();
            _v0 ^= word;
        }

        public ulong Finish()
        {
            _v2 ^= 0xff;
            for (var i = 0; i < 4; i++)
            {
                Round();
            }
            return _v0 ^ _v1 ^ _v2 ^ _v3;
        }

        private void Round()
        {
            _v0 += _v1;
            _v1 = BitOperations.RotateLeft(_v1, 13) ^ _v0;
            _v0 = BitOperations.RotateLeft(_v0, 32);
            _v2 += _v3;
            _v3 = BitOperations.RotateLeft(_v3, 16) ^ _v2;
            _v0 += _v3;
            _v3 = BitOperations.RotateLeft(_v3, 21) ^ _v0;
            _v2 += _v1;
            _v1 = BitOperations.RotateLeft(_v1, 17) ^ _v2;
            _v2 = BitOperations.RotateLeft(_v2, 32);
        }
    }
}
