namespace Kartothek.Columns;

/// <summary>Puts new values into some rows of a vector.</summary>
public static class VectorPatch
{
    /// <summary>The source with other values in the listed rows.</summary>
    /// <param name="source">The vector.</param>
    /// <param name="rows">Rows of the source, ascending and distinct.</param>
    /// <param name="values">Their new values, one per listed row; of the source's type, in any shape.</param>
    /// <returns>
    /// A vector of the storage of the type; the new values themselves where all rows are listed, and the source where none is. It may share bytes with both, so it is lent as
    /// long as they are.
    /// </returns>
    /// <exception cref="ArgumentException">The types differ, or are nested; or there aren't as many values as rows.</exception>
    public static Vector Replace(Vector source, ReadOnlySpan<int> rows, Vector values)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(values);
        if (source.Type != values.Type) throw new ArgumentException($"Values are {values.Type}, and the vector is {source.Type}.", nameof(values));
        if (values.Length != rows.Length) throw new ArgumentException($"There are {values.Length} values for {rows.Length} rows.", nameof(values));
        if (rows.IsEmpty) return source;
        if (rows.Length == source.Length) return values;
        return source.Type.Storage switch
        {
            ColumnStorage.None => source,
            ColumnStorage.Boolean => Flat<bool>(source, rows, values),
            ColumnStorage.Int32 => Flat<int>(source, rows, values),
            ColumnStorage.UInt32 => Flat<uint>(source, rows, values),
            ColumnStorage.Int64 => Flat<long>(source, rows, values),
            ColumnStorage.UInt64 => Flat<ulong>(source, rows, values),
            ColumnStorage.Float => Flat<float>(source, rows, values),
            ColumnStorage.Double => Flat<double>(source, rows, values),
            ColumnStorage.Int128 => Flat<Int128>(source, rows, values),
            ColumnStorage.Bytes => Bytes(source, rows, values),
            _ => throw new ArgumentException($"Rows of {source.Type} can't be replaced.", nameof(source)),
        };
    }

    private static FlatVector<T> Flat<T>(Vector source, ReadOnlySpan<int> rows, Vector values)
        where T : unmanaged
    {
        var old = (FlatVector<T>)VectorCopy.Materialize(source);
        var changed = (FlatVector<T>)VectorCopy.Materialize(values);
        var result = new FlatVector<T>(source.Type);
        var target = result.Reset(source.Length);
        old.Values.AsSpan(0, source.Length).CopyTo(target);
        for (var i = 0; i < rows.Length; i++) target[rows[i]] = changed.Values[i];
        PatchValid(result, old, rows, changed);
        return result;
    }

    private static BytesVector Bytes(Vector source, ReadOnlySpan<int> rows, Vector values)
    {
        var old = (BytesVector)VectorCopy.Materialize(source);
        var changed = (BytesVector)VectorCopy.Materialize(values);
        var result = new BytesVector(source.Type, source.Length) { Length = source.Length, IsAscii = old.IsAscii && changed.IsAscii };
        var views = result.Views.AsSpan(0, source.Length);
        old.Views.AsSpan(0, source.Length).CopyTo(views);
        for (var i = 0; i < rows.Length; i++) views[rows[i]] = changed.Views[i];
        PatchValid(result, old, rows, changed);
        if (ReferenceEquals(old.Data, changed.Data))
        {
            result.Data = old.Data;
            return result;
        }

        // The views point into two arrays: what they show is put into one.
        var isChanged = new bool[source.Length];
        var length = 0;
        foreach (var row in rows) isChanged[row] = true;
        for (var row = 0; row < views.Length; row++) length += result.IsNull(row) ? 0 : views[row].Length;
        var data = GC.AllocateUninitializedArray<byte>(length);
        var offset = 0;
        for (var row = 0; row < views.Length; row++)
        {
            if (result.IsNull(row))
            {
                views[row] = default;
                continue;
            }

            (isChanged[row] ? changed : old).Data.AsSpan(views[row].Offset, views[row].Length).CopyTo(data.AsSpan(offset));
            views[row] = new(offset, views[row].Length);
            offset += views[row].Length;
        }

        result.Data = data;
        return result;
    }

    private static void PatchValid(Vector result, Vector old, ReadOnlySpan<int> rows, Vector changed)
    {
        if (old.Valid is null && changed.Valid is null) return;
        var valid = result.ResetValid(old.Length);
        if (old.Valid is { } before) before.AsSpan(0, old.Length).CopyTo(valid);
        else valid.Fill(true);
        for (var i = 0; i < rows.Length; i++) valid[rows[i]] = !changed.IsNull(i);
    }
}
