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
    public static void Spread<T>(Span<T> rows, int values, ReadOnlySpan<bool> valid)
        where T : unmanaged
    {
        // From the back, so that no value is overwritten before it is moved; done once the rest stands where it is.
        for (var row = valid.Length - 1; row >= values; row--)
        {
            if (valid[row])
                rows[row] = rows[--values];
        }
        for (var row = values - 1; row >= 0 && values != row + 1; row--)
        {
            if (valid[row])
                rows[row] = rows[--values];
        }
    }

    /// <summary>The same for codes, and nulls get the code 0.</summary>
    public static void SpreadCodes(Span<int> rows, int values, ReadOnlySpan<bool> valid)
    {
        for (var row = valid.Length - 1; row >= 0; row--)
            rows[row] = valid[row] ? rows[--values] : 0;
    }

    /// <summary>The same for views, and nulls get an empty one, so that all can be copied.</summary>
    public static void SpreadViews(Span<ByteView> rows, int values, ReadOnlySpan<bool> valid)
    {
        for (var row = valid.Length - 1; row >= 0; row--)
            rows[row] = valid[row] ? rows[--values] : default;
    }

    /// <summary>Moves chosen values to the front.</summary>
    public static void Keep<T>(Span<T> values, ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
            values[i] = values[rows[i]];
    }

    /// <summary>Looks codes up.</summary>
    /// <param name="entries">The dictionary; not empty.</param>
    /// <param name="codes">Codes that were checked to have an entry.</param>
    /// <param name="values">At least as long as codes.</param>
    public static void Gather<T>(T[] entries, ReadOnlySpan<int> codes, Span<T> values)
        where T : unmanaged
    {
        values = values[..codes.Length];
        ref var source = ref MemoryMarshal.GetArrayDataReference(entries);
        for (var i = 0; i < codes.Length; i++)
            values[i] = Unsafe.Add(ref source, (uint)codes[i]);
    }
}
