using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Arrays;

namespace Kartothek.Columns;

/// <summary>Vectors and blocks from Arrow arrays.</summary>
public static class ArrowVectors
{
    /// <summary>The block of a record batch. It may share the batch's memory, so it is lent for as long as the batch isn't disposed.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="schema">The types of the columns, which tell a UUID from other fixed binary values; of the batch's columns by position.</param>
    /// <exception cref="KartothekException">A column is of another type (<see cref="ErrorKind.Invalid"/>).</exception>
    public static Block ToBlock(RecordBatch batch, Schema schema) => ToBlock(batch, schema, null);

    /// <summary>The block of a record batch in the memory of another block, as far as that suffices.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="schema">The types of the columns.</param>
    /// <param name="previous">A block that this method gave, and that nobody uses any more: it is overwritten. Null for none.</param>
    /// <remarks>Batches are large: an array per batch and column would stay until the garbage collector looks at its heap of large objects.</remarks>
    /// <exception cref="KartothekException">A column is of another type (<see cref="ErrorKind.Invalid"/>).</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Block ToBlock(RecordBatch batch, Schema schema, Block? previous)
    {
        System.ArgumentNullException.ThrowIfNull(batch);
        System.ArgumentNullException.ThrowIfNull(schema);
        var columns = new Vector[schema.Fields.Length];
        for (var i = 0; i < columns.Length; i++) columns[i] = ToVector(batch.Column(i), schema.Fields[i].Type, previous?.Columns[i]);
        return new(schema, columns) { Length = batch.Length };
    }

    /// <summary>The vector of an array, flat or with the array's dictionary.</summary>
    /// <param name="array">The array.</param>
    /// <param name="type">The type wanted: that of the array, or UUID for binary values of 16 bytes.</param>
    /// <exception cref="KartothekException">The array is of another type (<see cref="ErrorKind.Invalid"/>).</exception>
    public static Vector ToVector(IArrowArray array, ColumnType type) => ToVector(array, type, null);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector ToVector(IArrowArray array, ColumnType type, Vector? old)
    {
        System.ArgumentNullException.ThrowIfNull(array);
        System.ArgumentNullException.ThrowIfNull(type);
        if (type.IsNested) return new NestedVector(type, array) { Length = array.Length };
        var vector = array switch
        {
            NullArray => new NullVector(type),
            BooleanArray bools when type.Kind == ColumnKind.Boolean => Read(bools, type, old),
            DictionaryArray dictionary => Read(dictionary, type),
            StringArray text when type.Kind == ColumnKind.String => Read(text, type, old),
            BinaryArray binary when type.Kind == ColumnKind.Binary => Read(binary, type, old),
            Decimal128Array decimals when type.Kind == ColumnKind.Decimal && decimals.Scale == type.Scale => ReadDecimals(decimals, type, old),
            FixedSizeBinaryArray binary when type.Kind is ColumnKind.FixedBinary or ColumnKind.Uuid && type.Length == ((Apache.Arrow.Types.FixedSizeBinaryType)binary.Data.DataType).ByteWidth => ReadFixed(binary, type),
            Int8Array a when type.Kind == ColumnKind.Int8 => Map<sbyte, int>(a.Values, type, old, static v => v),
            Int16Array a when type.Kind == ColumnKind.Int16 => Map<short, int>(a.Values, type, old, static v => v),
            UInt8Array a when type.Kind == ColumnKind.UInt8 => Map<byte, int>(a.Values, type, old, static v => v),
            UInt16Array a when type.Kind == ColumnKind.UInt16 => Map<ushort, int>(a.Values, type, old, static v => v),
            HalfFloatArray a when type.Kind == ColumnKind.Half => Map<Half, float>(a.Values, type, old, static v => (float)v),
            Int32Array a when type.Kind == ColumnKind.Int32 => Flat(a.Values, type, old),
            UInt32Array a when type.Kind == ColumnKind.UInt32 => Flat(a.Values, type, old),
            Int64Array a when type.Kind == ColumnKind.Int64 => Flat(a.Values, type, old),
            UInt64Array a when type.Kind == ColumnKind.UInt64 => Flat(a.Values, type, old),
            FloatArray a when type.Kind == ColumnKind.Float => Flat(a.Values, type, old),
            DoubleArray a when type.Kind == ColumnKind.Double => Flat(a.Values, type, old),
            Date32Array a when type.Kind == ColumnKind.Date => Flat(a.Values, type, old),
            Time32Array a when ArrowTypes.FromArrow(a.Data.DataType) is var t && t.Kind == type.Kind && t.Unit == type.Unit => Flat(a.Values, type, old),
            Time64Array a when ArrowTypes.FromArrow(a.Data.DataType) is var t && t.Kind == type.Kind && t.Unit == type.Unit => Flat(a.Values, type, old),
            TimestampArray a when ArrowTypes.FromArrow(a.Data.DataType) == type => Flat(a.Values, type, old),
            _ => throw ColumnsErrors.ArrayOfAnotherType(array, type),
        };
        vector.Length = array.Length;
        if (array.NullCount > 0 && vector is not (NullVector or DictionaryVector))
        {
            var valid = vector.ResetValid(array.Length);
            for (var i = 0; i < valid.Length; i++) valid[i] = array.IsValid(i);
        }

        return vector;
    }

    private static FlatVector<T> Flat<T>(ReadOnlySpan<T> values, ColumnType type, Vector? old)
        where T : unmanaged
    {
        var result = Target<T>(values.Length, type, old);
        values.CopyTo(result.Values);
        return result;
    }

    private static FlatVector<T> Target<T>(int length, ColumnType type, Vector? old)
        where T : unmanaged
    {
        var result = old as FlatVector<T> ?? new FlatVector<T>(type);
        result.Reset(length);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static FlatVector<TTo> Map<TFrom, TTo>(ReadOnlySpan<TFrom> values, ColumnType type, Vector? old, Func<TFrom, TTo> map)
        where TTo : unmanaged
    {
        var result = Target<TTo>(values.Length, type, old);
        for (var i = 0; i < values.Length; i++) result.Values[i] = map(values[i]);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static FlatVector<bool> Read(BooleanArray array, ColumnType type, Vector? old)
    {
        var result = Target<bool>(array.Length, type, old);
        // 'Values' of a slice ends as if it began with the first bit.
        var bits = array.ValueBuffer.Span;
        for (var i = 0; i < array.Length; i++) result.Values[i] = BitUtility.GetBit(bits, array.Offset + i);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static BytesVector Read(BinaryArray array, ColumnType type, Vector? old)
    {
        var result = new BytesVector(type) { Data = Bytes(array.ValueBuffer.Memory) };
        result.Views = old is BytesVector { Views: var views } && views.Length >= array.Length ? views : new ByteView[array.Length];
        var offsets = array.ValueOffsets;
        for (var i = 0; i < array.Length; i++) result.Views[i] = new(offsets[i], offsets[i + 1] - offsets[i]);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static BytesVector ReadFixed(FixedSizeBinaryArray array, ColumnType type)
    {
        var result = new BytesVector(type, array.Length) { Data = Bytes(array.ValueBuffer.Memory) };
        for (var i = 0; i < array.Length; i++) result.Views[i] = new((array.Offset + i) * type.Length, type.Length);
        return result;
    }

    private static Vector ReadDecimals(Decimal128Array array, ColumnType type, Vector? old)
    {
        var values = MemoryMarshal.Cast<byte, Int128>(array.ValueBuffer.Span).Slice(array.Offset, array.Length);
        return type.Storage == ColumnStorage.Int128 ? Flat(values, type, old) : Map<Int128, long>(values, type, old, static v => unchecked((long)v));
    }

    // In Arrow an entry may be null; here the rows that point to it are.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static DictionaryVector Read(DictionaryArray array, ColumnType type)
    {
        var entries = ToVector(array.Dictionary, type);
        var result = new DictionaryVector(type, array.Length) { Dictionary = new(entries) };
        var valid = array.NullCount + array.Dictionary.NullCount > 0 ? new bool[array.Length] : null;
        for (var i = 0; i < array.Length; i++)
        {
            var code = array.IsNull(i) ? 0 : Code(array.Indices, i);
            if ((uint)code >= (uint)entries.Length && !array.IsNull(i)) throw ColumnsErrors.DictionaryCodeOutside(i, code, entries.Length);
            result.Codes[i] = code;
            if (valid is not null) valid[i] = !array.IsNull(i) && !entries.IsNull(result.Codes[i]);
        }

        entries.Valid = null;
        result.Valid = valid;
        return result;
    }

    private static int Code(IArrowArray codes, int row) => codes switch
    {
        Int8Array a => a.Values[row],
        UInt8Array a => a.Values[row],
        Int16Array a => a.Values[row],
        UInt16Array a => a.Values[row],
        Int32Array a => a.Values[row],
        _ => throw ColumnsErrors.ArrowTypeNotSupported(codes.Data.DataType),
    };

    // Without a copy where the memory is an array of its own.
    private static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Offset == 0 ? segment.Array! : memory.ToArray();
}
