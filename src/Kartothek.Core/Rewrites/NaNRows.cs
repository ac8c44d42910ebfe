using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>NaN in columns that are to be written: Python knows no NaN beside null.</summary>
internal static class NaNRows
{
    /// <summary>The values with null for NaN; the vector itself where there is none.</summary>
    public static Vector ToNull(Vector values) => values.Type.Storage switch
    {
        ColumnStorage.Double => ToNull<double>(values),
        ColumnStorage.Float => ToNull<float>(values),
        _ => values,
    };

    /// <summary>The first row that holds NaN, or -1.</summary>
    public static int First(Vector values) => values.Type.Storage switch
    {
        ColumnStorage.Double => First<double>((FlatVector<double>)VectorCopy.Materialize(values), double.IsNaN),
        ColumnStorage.Float => First<float>((FlatVector<float>)VectorCopy.Materialize(values), float.IsNaN),
        _ => -1,
    };

    private static Vector ToNull<T>(Vector values)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var flat = (FlatVector<T>)VectorCopy.Materialize(values);
        if (First(flat, T.IsNaN) < 0)
        {
            return values;
        }
        var valid = new bool[flat.Length];
        for (var row = 0; row < valid.Length; row++)
        {
            valid[row] = !flat.IsNull(row) && !T.IsNaN(flat.Values[row]);
        }
        return new FlatVector<T>(flat.Type) { Values = flat.Values, Valid = valid, Length = flat.Length };
    }

    private static int First<T>(FlatVector<T> values, Func<T, bool> isNaN)
        where T : unmanaged
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (isNaN(values.Values[row]) && !values.IsNull(row))
            {
                return row;
            }
        }
        return -1;
    }
}
