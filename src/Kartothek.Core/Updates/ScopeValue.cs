using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Values that a delete scope names, in the type of their column.</summary>
internal static class ScopeValue
{
    /// <summary>The constant of a value: .NET's own value of the column's kind, its text, or for an integer column a floating-point number that is whole, as Python has it.</summary>
    /// <exception cref="KartothekException">It is null, or not a value of the type (<see cref="ErrorKind.Invalid"/>).</exception>
    public static ConstantScalar Of(Field column, object? value)
    {
        var type = column.Type;
        if (value is null or double.NaN or float.NaN)
        {
            throw CoreErrors.ScopeValueIsNull(column);
        }
        if (value is string text && type.Kind != ColumnKind.String)
        {
            return ValueText.TryParse(Encoding.UTF8.GetBytes(text), type, out var parsed) ? new ConstantScalar(parsed, type) : throw CoreErrors.ScopeValue(column, value);
        }
        if (type.IsInteger && value is double or float && System.Convert.ToDouble(value, null) is var number && Math.Floor(number) == number && Math.Abs(number) < 1L << 53)
        {
            value = (long)number;
        }
        else if (type.IsFloating && value is sbyte or byte or short or ushort or int or uint or long or ulong)
        {
            value = System.Convert.ToDouble(value, null);
        }
        try
        {
            return Scalar.Constant(value, type);
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.Invalid)
        {
            throw CoreErrors.ScopeValue(column, value, e);
        }
    }
}
