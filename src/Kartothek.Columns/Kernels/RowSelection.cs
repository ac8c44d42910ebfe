using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kartothek.Columns;

/// <summary>The rows of a block that are still wanted, in ascending order. Reusable; not thread-safe.</summary>
public sealed class RowSelection
{
    /// <summary>The most rows that are looked at at once.</summary>
    private const int MaxGroup = 16;

    private static readonly ulong[] Places = MakePlaces();

    private int[] _rows = [];

    /// <summary>Rows of the block.</summary>
    public int Length { get; private set; }

    /// <summary>The number of rows wanted.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all rows of the block are wanted.</summary>
    public bool IsAll => Count == Length;

    /// <summary>Wants all of a block's rows.</summary>
    /// <param name="length">Rows of the block.</param>
    public void SelectAll(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        Count = length;
        HasRows = false;
    }

    /// <summary>Wants some of a block's rows.</summary>
    /// <param name="length">Rows of the block.</param>
    /// <param name="rows">The rows wanted, ascending and distinct.</param>
    public void Select(int length, ReadOnlySpan<int> rows)
    {
        SelectAll(length);
        Reserve(length);
        rows.CopyTo(_rows);
        Count = rows.Length;
        HasRows = true;
    }

    /// <summary>The rows wanted, ascending; valid until the selection changes.</summary>
    public ReadOnlySpan<int> Rows
    {
        get
        {
            if (!HasRows)
            {
                Reserve(Length);
                for (var i = 0; i < Length; i++) _rows[i] = i;
                HasRows = true;
            }

            return _rows.AsSpan(0, Count);
        }
    }

    /// <summary>Whether the numbers of the rows are written out, which a selection of all rows does only when asked for them.</summary>
    private bool HasRows { get; set; }

    /// <summary>Wants the rows whose flag is set.</summary>
    internal void SelectWhere(ReadOnlySpan<bool> mask)
    {
        Length = mask.Length;
        Reserve(Length);
        Count = Compress(mask, _rows);
        HasRows = true;
    }

    /// <summary>Wants the rows whose flag isn't set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void SelectWhereNot(ReadOnlySpan<bool> mask)
    {
        Length = mask.Length;
        Reserve(Length);
        var count = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            _rows[count] = i;
            count += mask[i] ? 0 : 1;
        }

        Count = count;
        HasRows = true;
    }

    /// <summary>Keeps of the rows wanted those whose own flag (by row number) is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void KeepWhereRow(ReadOnlySpan<bool> mask)
    {
        if (IsAll)
        {
            SelectWhere(mask);
            return;
        }

        var count = 0;
        for (var i = 0; i < Count; i++)
        {
            var row = _rows[i];
            _rows[count] = row;
            count += mask[row] ? 1 : 0;
        }

        Count = count;
    }

    /// <summary>Keeps of the rows wanted those whose flag at their place in the selection is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void KeepWherePlace(ReadOnlySpan<bool> mask)
    {
        var rows = Rows;
        var count = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            _rows[count] = _rows[i];
            count += mask[i] ? 1 : 0;
        }

        Count = count;
    }

    private void Reserve(int length)
    {
        // Some more, because the loops write the next rows before they know that they count.
        if (_rows.Length < length + MaxGroup) _rows = new int[Math.Max(length + MaxGroup, 2 * _rows.Length)];
    }

    // Sixteen flags at a time, which AVX-512 brings together, or eight: then a table has the places of the flags that are set.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Compress(ReadOnlySpan<bool> mask, int[] rows)
    {
        var count = 0;
        var i = 0;
        if (Avx512F.IsSupported)
        {
            ref var flag = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetReference(mask));
            ref var target = ref MemoryMarshal.GetArrayDataReference(rows);
            for (var numbers = Vector512<int>.Indices; i <= mask.Length - MaxGroup; i += MaxGroup, numbers += Vector512.Create(MaxGroup))
            {
                var flags = Vector128.LoadUnsafe(ref flag, (nuint)i);
                var set = Vector128.GreaterThan(flags, Vector128<byte>.Zero).ExtractMostSignificantBits();
                if (set == 0) continue;
                var wanted = Vector512.GreaterThan(Avx512F.ConvertToVector512Int32(flags), Vector512<int>.Zero);
                Avx512F.Compress(Vector512<int>.Zero, wanted, numbers).StoreUnsafe(ref target, (nuint)count);
                count += BitOperations.PopCount(set);
            }
        }

        var groups = MemoryMarshal.Cast<bool, ulong>(mask[i..]);
        if (Avx2.IsSupported)
        {
            ref var places = ref MemoryMarshal.GetArrayDataReference(Places);
            ref var target = ref MemoryMarshal.GetArrayDataReference(rows);
            for (var group = 0; group < groups.Length; group++, i += 8)
            {
                var flags = groups[group];
                if (flags == 0) continue;
                // Each flag is a byte of 0 or 1: the product brings them together in the highest byte, the first one lowest.
                var set = (nuint)((flags * 0x0102040810204080) >> 56);
                var found = Avx2.ConvertToVector256Int32(Vector128.CreateScalar(Unsafe.Add(ref places, set)).AsByte()) + Vector256.Create(i);
                found.StoreUnsafe(ref target, (nuint)count);
                count += BitOperations.PopCount((uint)set);
            }
        }
        else
        {
            for (var group = 0; group < groups.Length; group++, i += 8)
            {
                var flags = groups[group];
                if (flags == 0) continue;
                for (var k = 0; k < 8; k++)
                {
                    rows[count] = i + k;
                    count += (int)((flags >> (BitConverter.IsLittleEndian ? 8 * k : 56 - (8 * k))) & 1);
                }
            }
        }

        for (; i < mask.Length; i++)
        {
            rows[count] = i;
            count += mask[i] ? 1 : 0;
        }

        return count;
    }

    /// <summary>Per set of eight flags the places of those that are set, a byte each from the lowest on.</summary>
    private static ulong[] MakePlaces()
    {
        var places = new ulong[256];
        for (var set = 0; set < places.Length; set++)
        {
            for (var (flag, count) = (0, 0); flag < 8; flag++)
            {
                if ((set & (1 << flag)) != 0) places[set] |= (ulong)flag << (8 * count++);
            }
        }

        return places;
    }
}
