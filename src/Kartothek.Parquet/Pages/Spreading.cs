using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Moves values between the places of values and the places of rows.</summary>
internal static class Spreading
{
    /// <summary>Moves the n-th value to the n-th valid row, in place.</summary>
    /// <param name="rows">Starts with the values.</param>
    /// <param name="values">How many there are: as many as valid rows.</param>
    /// <param name="valid">One per row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread<T>(Span<T> rows, int values, ReadOnlySpan<bool> valid)
        where T : unmanaged
    {
        // From the back, so that no value is overwritten before it is moved; done once the rest stands where it is. Without branches, as nulls
        // come unforeseen: a null's slot gets the value that is next, and holds anything anyway.
        ref var target = ref MemoryMarshal.GetReference(rows[..valid.Length]);
        ref var flags = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetReference(valid));
        for (var row = valid.Length - 1; row >= values && values > 0; row--)
        {
            Unsafe.Add(ref target, row) = Unsafe.Add(ref target, values - 1);
            values -= Unsafe.Add(ref flags, row);
        }
    }

    /// <summary>The same for codes, and nulls get the code 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SpreadCodes(Span<int> rows, int values, ReadOnlySpan<bool> valid)
    {
        ref var target = ref MemoryMarshal.GetReference(rows[..valid.Length]);
        ref var flags = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetReference(valid));
        var row = valid.Length - 1;
        for (; row >= values && values > 0; row--)
        {
            int flag = Unsafe.Add(ref flags, row);
            Unsafe.Add(ref target, row) = Unsafe.Add(ref target, values - 1) & -flag;
            values -= flag;
        }
        if (values == 0)
            rows[..(row + 1)].Clear();
    }

    /// <summary>The same for views, and nulls get an empty one, so that all can be copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SpreadViews(Span<ByteView> rows, int values, ReadOnlySpan<bool> valid)
    {
        ref var target = ref Unsafe.As<ByteView, long>(ref MemoryMarshal.GetReference(rows[..valid.Length]));
        ref var flags = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetReference(valid));
        var row = valid.Length - 1;
        for (; row >= values && values > 0; row--)
        {
            long flag = Unsafe.Add(ref flags, row);
            Unsafe.Add(ref target, row) = Unsafe.Add(ref target, values - 1) & -flag;
            values -= (int)flag;
        }
        if (values == 0)
            rows[..(row + 1)].Clear();
    }

    /// <summary>Moves chosen values to the front.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Keep<T>(Span<T> values, ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
            values[i] = values[rows[i]];
    }

    /// <summary>Looks codes up.</summary>
    /// <param name="entries">The dictionary; not empty.</param>
    /// <param name="codes">Codes that were checked to have an entry.</param>
    /// <param name="values">At least as long as codes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(T[] entries, ReadOnlySpan<int> codes, Span<T> values)
        where T : unmanaged
    {
        values = values[..codes.Length];
        ref var source = ref MemoryMarshal.GetArrayDataReference(entries);
        for (var i = 0; i < codes.Length; i++)
            values[i] = Unsafe.Add(ref source, (uint)codes[i]);
    }
}
