using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Numbers values of fixed width: integers near the first one by a table, all others by hashing. Equal are NaN and NaN, and the zeros unless they are separated.</summary>
internal sealed class FlatKeyEncoder<T>(ColumnType type, bool separatesZeros = false) : KeyEncoder
    where T : unmanaged, IEquatable<T>
{
    private const int NearValues = 1 << 12;

    private T[] _entries = new T[16];
    private int[] _slots = Filled(32);
    private int[]? _near;
    private long _nearest;
    private int _count;
    private int _null = -1;

    internal override int Count => _count;

    private static bool IsInteger => typeof(T) == typeof(int) || typeof(T) == typeof(uint) || typeof(T) == typeof(long);

    internal override Vector Entries()
    {
        var entries = new FlatVector<T>(type);
        _entries.AsSpan(0, _count).CopyTo(entries.Reset(_count));
        if (_null >= 0)
        {
            var valid = entries.ResetValid(_count);
            valid.Fill(true);
            valid[_null] = false;
        }
        return entries;
    }

    private protected override int CodeOfNull()
    {
        if (_null < 0) _null = Append(default);
        return _null;
    }

    private protected override int CodeOf(Vector flat, int row) => CodeOf(((FlatVector<T>)flat).Values[row]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void EncodeFlat(Vector flat, Span<int> codes)
    {
        var values = ((FlatVector<T>)flat).Values.AsSpan(0, codes.Length);
        if (flat.Valid is { } valid)
        {
            for (var i = 0; i < codes.Length; i++) codes[i] = valid[i] ? CodeOf(values[i]) : CodeOfNull();
        }
        else
        {
            for (var i = 0; i < codes.Length; i++) codes[i] = CodeOf(values[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CodeOf(T value)
    {
        if (!IsInteger) return Find(value);
        var number = Number(value);
        if (_near is null)
        {
            _near = Filled(NearValues);
            _nearest = unchecked(number - (NearValues / 2));
        }
        var distance = unchecked((ulong)(number - _nearest));
        if (distance >= NearValues) return Find(value);
        ref var code = ref _near[distance];
        if (code < 0) code = Append(value);
        return code;
    }

    private static long Number(T value) =>
        typeof(T) == typeof(int) ? Unsafe.BitCast<T, int>(value)
        : typeof(T) == typeof(uint) ? Unsafe.BitCast<T, uint>(value)
        : typeof(T) == typeof(long) ? Unsafe.BitCast<T, long>(value)
        : 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Find(T value)
    {
        var mask = _slots.Length - 1;
        for (var slot = Start(value, mask); ; slot = (slot + 1) & mask)
        {
            var code = _slots[slot];
            if (code >= 0)
            {
                if (_entries[code].Equals(value) && (!separatesZeros || HaveOneSign(_entries[code], value))) return code;
                continue;
            }
            code = Append(value);
            _slots[slot] = code;
            if (_count * 2 > _slots.Length) Grow();
            return code;
        }
    }

    // Multiplying spreads neighbours, whose hash codes are themselves.
    private static int Start(T value, int mask) => (int)(((uint)value.GetHashCode() * 0x9E3779B1u) >> (32 - BitOperations.PopCount((uint)mask)));

    // Of equal numbers only zeros and NaNs may differ in their sign, and NaNs are all the same.
    private static bool HaveOneSign(T first, T second)
    {
        if (typeof(T) == typeof(double)) return Agree(Unsafe.BitCast<T, double>(first), Unsafe.BitCast<T, double>(second));
        return typeof(T) != typeof(float) || Agree(Unsafe.BitCast<T, float>(first), Unsafe.BitCast<T, float>(second));

        static bool Agree(double a, double b) => a != 0 || double.IsNegative(a) == double.IsNegative(b);
    }

    private int Append(T value)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, 2 * _count);
        _entries[_count] = value;
        return _count++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow()
    {
        _slots = Filled(4 * _slots.Length);
        var mask = _slots.Length - 1;
        for (var code = 0; code < _count; code++)
        {
            if (code == _null || IsNear(_entries[code])) continue;
            var slot = Start(_entries[code], mask);
            while (_slots[slot] >= 0) slot = (slot + 1) & mask;
            _slots[slot] = code;
        }
    }

    private bool IsNear(T value) => IsInteger && unchecked((ulong)(Number(value) - _nearest)) < NearValues;

    private static int[] Filled(int length)
    {
        var slots = new int[length];
        Array.Fill(slots, -1);
        return slots;
    }
}
