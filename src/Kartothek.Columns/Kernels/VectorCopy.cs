using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Copies of vectors: some of the rows, or all of them in another shape.</summary>
/// <remarks>
/// A result may be the source itself or share its arrays, so it is lent for as long as the source is; only a whole copy shares nothing. A vector given for reuse is
/// overwritten and returned where its shape fits; pass what the previous call returned.
/// </remarks>
public static partial class VectorCopy
{
    /// <summary>The listed rows, in that order, in the shape of the source.</summary>
    /// <param name="source">The vector.</param>
    /// <param name="rows">Row numbers in the source.</param>
    /// <param name="reuse">An earlier result to overwrite, or null. Must not be the source.</param>
    public static Vector Gather(Vector source, ReadOnlySpan<int> rows, Vector? reuse = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        switch (source)
        {
            case ConstantVector constant:
                return reuse is ConstantVector c && ReferenceEquals(c.Value, constant.Value) && c.Type == source.Type
                    ? WithLength(c, rows.Length) : new ConstantVector(source.Type, constant.Value) { Length = rows.Length };
            case NullVector:
                return reuse is NullVector n && n.Type == source.Type ? WithLength(n, rows.Length) : new NullVector(source.Type) { Length = rows.Length };
            case NestedVector nested:
                return new NestedVector(source.Type, ArrowRows.Gather(nested.Array, rows)) { Length = rows.Length };
            case DictionaryVector dictionary:
                var codes = reuse is DictionaryVector d && d.Type == source.Type ? d : new DictionaryVector(source.Type);
                if (codes.Codes.Length < rows.Length) codes.Codes = new int[Capacity(rows.Length, codes.Codes.Length)];
                Take(dictionary.Codes, rows, codes.Codes);
                codes.Dictionary = dictionary.Dictionary;
                return WithNulls(codes, source, rows);
            case BytesVector bytes:
                var views = reuse is BytesVector b && b.Type == source.Type ? b : new BytesVector(source.Type);
                if (views.Views.Length < rows.Length) views.Views = new ByteView[Capacity(rows.Length, views.Views.Length)];
                Take(bytes.Views, rows, views.Views);
                views.Data = bytes.Data;
                views.IsAscii = bytes.IsAscii;
                return WithNulls(views, source, rows);
            case FlatVector<bool> flat:
                return GatherFlat(flat, rows, reuse);
            case FlatVector<int> flat:
                return GatherFlat(flat, rows, reuse);
            case FlatVector<uint> flat:
                return GatherFlat(flat, rows, reuse);
            case FlatVector<long> flat:
                return GatherFlat(flat, rows, reuse);
            case FlatVector<ulong> flat:
                return GatherFlat(flat, rows, reuse);
            case FlatVector<float> flat:
                return GatherFlat(flat, rows, reuse);
            case FlatVector<double> flat:
                return GatherFlat(flat, rows, reuse);
            case FlatVector<Int128> flat:
                return GatherFlat(flat, rows, reuse);
            default:
                throw new ArgumentException($"There is no shape '{source.GetType().Name}'.", nameof(source));
        }
    }

    /// <summary>The same rows as a <see cref="FlatVector{T}"/>, <see cref="BytesVector"/> or <see cref="NestedVector"/> of their type's storage; the source itself where it is one.</summary>
    /// <param name="source">The vector.</param>
    /// <param name="reuse">An earlier result to overwrite, or null. Must not be the source.</param>
    public static Vector Materialize(Vector source, Vector? reuse = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        switch (source)
        {
            case DictionaryVector dictionary:
                return LookUp(dictionary, reuse);
            case ConstantVector constant when !constant.Value.IsNull(0):
                return Repeat(constant, reuse);
            case ConstantVector or NullVector:
                return Nulls(source, reuse);
            default:
                return source;
        }
    }

    private static FlatVector<T> GatherFlat<T>(FlatVector<T> source, ReadOnlySpan<int> rows, Vector? reuse)
        where T : unmanaged
    {
        var result = Reuse<T>(reuse, source.Type);
        result.Reset(rows.Length);
        Take(source.Values, rows, result.Values);
        WithNulls(result, source, rows);
        return result;
    }

    private static Vector LookUp(DictionaryVector source, Vector? reuse)
    {
        var codes = source.Codes.AsSpan(0, source.Length);
        if (source.Dictionary.Count == 0) return Nulls(source, reuse);
        switch (source.Dictionary.Entries)
        {
            case BytesVector entries:
                var views = reuse is BytesVector b && b.Type == source.Type ? b : new BytesVector(source.Type);
                if (views.Views.Length < codes.Length) views.Views = new ByteView[Capacity(codes.Length, views.Views.Length)];
                Take(entries.Views, codes, views.Views);
                views.Data = entries.Data;
                views.IsAscii = entries.IsAscii;
                views.Valid = source.Valid;
                views.Length = codes.Length;
                return views;
            case FlatVector<bool> entries:
                return LookUpFlat(entries, source, reuse);
            case FlatVector<int> entries:
                return LookUpFlat(entries, source, reuse);
            case FlatVector<uint> entries:
                return LookUpFlat(entries, source, reuse);
            case FlatVector<long> entries:
                return LookUpFlat(entries, source, reuse);
            case FlatVector<ulong> entries:
                return LookUpFlat(entries, source, reuse);
            case FlatVector<float> entries:
                return LookUpFlat(entries, source, reuse);
            case FlatVector<double> entries:
                return LookUpFlat(entries, source, reuse);
            case FlatVector<Int128> entries:
                return LookUpFlat(entries, source, reuse);
            default:
                throw new ArgumentException($"A dictionary's entries can't be a '{source.Dictionary.Entries.GetType().Name}'.", nameof(source));
        }
    }

    private static FlatVector<T> LookUpFlat<T>(FlatVector<T> entries, DictionaryVector source, Vector? reuse)
        where T : unmanaged
    {
        var result = Reuse<T>(reuse, source.Type);
        result.Reset(source.Length);
        Take(entries.Values, source.Codes.AsSpan(0, source.Length), result.Values);
        result.Valid = source.Valid;
        return result;
    }

    private static Vector Repeat(ConstantVector source, Vector? reuse)
    {
        switch (source.Value)
        {
            case BytesVector value:
                var views = reuse is BytesVector b && b.Type == source.Type ? b : new BytesVector(source.Type);
                if (views.Views.Length < source.Length) views.Views = new ByteView[Capacity(source.Length, views.Views.Length)];
                views.Views.AsSpan(0, source.Length).Fill(value.Views[0]);
                views.Data = value.Data;
                views.IsAscii = value.IsAscii;
                views.Valid = null;
                views.Length = source.Length;
                return views;
            case FlatVector<bool> value:
                return RepeatFlat(value, source, reuse);
            case FlatVector<int> value:
                return RepeatFlat(value, source, reuse);
            case FlatVector<uint> value:
                return RepeatFlat(value, source, reuse);
            case FlatVector<long> value:
                return RepeatFlat(value, source, reuse);
            case FlatVector<ulong> value:
                return RepeatFlat(value, source, reuse);
            case FlatVector<float> value:
                return RepeatFlat(value, source, reuse);
            case FlatVector<double> value:
                return RepeatFlat(value, source, reuse);
            case FlatVector<Int128> value:
                return RepeatFlat(value, source, reuse);
            default:
                throw new ArgumentException($"A constant can't be a '{source.Value.GetType().Name}'.", nameof(source));
        }
    }

    private static FlatVector<T> RepeatFlat<T>(FlatVector<T> value, ConstantVector source, Vector? reuse)
        where T : unmanaged
    {
        var result = Reuse<T>(reuse, source.Type);
        result.Reset(source.Length).Fill(value.Values[0]);
        return result;
    }

    private static Vector Nulls(Vector source, Vector? reuse)
    {
        var type = source.Type;
        Vector result = type.Storage switch
        {
            ColumnStorage.Boolean => Reset<bool>(),
            ColumnStorage.Int32 => Reset<int>(),
            ColumnStorage.UInt32 => Reset<uint>(),
            ColumnStorage.Int64 => Reset<long>(),
            ColumnStorage.UInt64 => Reset<ulong>(),
            ColumnStorage.Float => Reset<float>(),
            ColumnStorage.Double => Reset<double>(),
            ColumnStorage.Int128 => Reset<Int128>(),
            ColumnStorage.Bytes => new BytesVector(type, source.Length),
            _ => source,
        };
        if (ReferenceEquals(result, source)) return source;
        result.Length = source.Length;
        result.ResetValid(source.Length).Clear();
        return result;

        FlatVector<T> Reset<T>()
            where T : unmanaged
        {
            var flat = Reuse<T>(reuse, type);
            flat.Reset(source.Length).Clear();
            return flat;
        }
    }

    private static FlatVector<T> Reuse<T>(Vector? reuse, ColumnType type)
        where T : unmanaged => reuse is FlatVector<T> flat && flat.Type == type ? flat : new FlatVector<T>(type);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Take<T>(T[] source, ReadOnlySpan<int> rows, T[] target)
    {
        var result = target.AsSpan(0, rows.Length);
        for (var i = 0; i < rows.Length; i++) result[i] = source[rows[i]];
    }

    private static Vector WithLength(Vector vector, int length)
    {
        vector.Length = length;
        return vector;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector WithNulls(Vector result, Vector source, ReadOnlySpan<int> rows)
    {
        result.Length = rows.Length;
        result.Valid = null;
        if (source.Valid is { } valid)
        {
            var flags = result.ResetValid(rows.Length);
            for (var i = 0; i < rows.Length; i++) flags[i] = valid[rows[i]];
        }

        return result;
    }

    private static int Capacity(int wanted, int present) => Math.Max(wanted, 2 * present);
}
