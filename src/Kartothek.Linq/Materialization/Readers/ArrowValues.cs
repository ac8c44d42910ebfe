using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace Kartothek.Linq;

/// <summary>Copies the elements of Arrow arrays into the storage that our columns have.</summary>
internal static class ArrowValues
{
    /// <summary>Copies all elements; false where the array isn't one that this storage comes in. Slots of nulls hold anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryCopy<T>(IArrowArray array, T[] destination)
        where T : unmanaged
    {
        // Arrays of signed and unsigned numbers match each other's type at run time, so that the pattern alone doesn't tell them apart.
        switch (destination)
        {
            case bool[] bools when array is BooleanArray source:
                for (var i = 0; i < source.Length; i++)
                {
                    bools[i] = source.GetValue(i) ?? false;
                }
                return true;
            case int[] ints when typeof(T) == typeof(int):
                return TryCopy(array, ints);
            case uint[] uints when array is UInt32Array source:
                source.Values.CopyTo(uints);
                return true;
            case long[] longs when typeof(T) == typeof(long):
                return TryCopy(array, longs);
            case ulong[] ulongs when array is UInt64Array source:
                source.Values.CopyTo(ulongs);
                return true;
            case float[] floats when array is FloatArray source:
                source.Values.CopyTo(floats);
                return true;
            case float[] floats when array is HalfFloatArray source:
                Widen(source.Values, floats, static v => (float)v);
                return true;
            case double[] doubles when array is DoubleArray source:
                source.Values.CopyTo(doubles);
                return true;
            case Int128[] wide when array is Decimal128Array source:
                for (var i = 0; i < source.Length; i++)
                {
                    wide[i] = Unscaled(source, i);
                }
                return true;
            default:
                return false;
        }
    }

    private static bool TryCopy(IArrowArray array, int[] destination)
    {
        switch (array)
        {
            case Int32Array source:
                source.Values.CopyTo(destination);
                return true;
            case Date32Array source:
                source.Values.CopyTo(destination);
                return true;
            case Time32Array source:
                source.Values.CopyTo(destination);
                return true;
            case Int8Array source:
                Widen(source.Values, destination, static v => v);
                return true;
            case Int16Array source:
                Widen(source.Values, destination, static v => v);
                return true;
            case UInt8Array source:
                Widen(source.Values, destination, static v => v);
                return true;
            case UInt16Array source:
                Widen(source.Values, destination, static v => v);
                return true;
            default:
                return false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryCopy(IArrowArray array, long[] destination)
    {
        switch (array)
        {
            case Int64Array source:
                source.Values.CopyTo(destination);
                return true;
            case TimestampArray source:
                source.Values.CopyTo(destination);
                return true;
            case Time64Array source:
                source.Values.CopyTo(destination);
                return true;
            case Decimal128Array source:
                for (var i = 0; i < source.Length; i++)
                {
                    destination[i] = (long)Unscaled(source, i);
                }
                return true;
            default:
                return false;
        }
    }

    private static Int128 Unscaled(Decimal128Array source, int i) => BinaryPrimitives.ReadInt128LittleEndian(source.ValueBuffer.Span.Slice((source.Offset + i) * 16, 16));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen<TFrom, TTo>(ReadOnlySpan<TFrom> source, TTo[] destination, Func<TFrom, TTo> widen)
    {
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = widen(source[i]);
        }
    }
}
