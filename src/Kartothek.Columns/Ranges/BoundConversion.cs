namespace Kartothek.Columns;

/// <summary>Carries bounds through conversions.</summary>
internal static class BoundConversion
{
    private static readonly Schema NoColumns = new([]);
    private static readonly Block OneRow = new(NoColumns, []) { Length = 1 };

    /// <summary>Whether the conversion keeps the order of all values, so that each bound can be carried over by itself.</summary>
    internal static bool IsMonotone(ColumnType from, ColumnType to) =>
        ConversionRule.IsLossless(from, to)
        || (to.IsFloating && (from.IsInteger || from.IsFloating))
        || (from.Kind is ColumnKind.Timestamp or ColumnKind.Time && from.Unit > to.Unit && to.Kind == ColumnKind.Timestamp);

    /// <summary>The bound converted; null where it is unknown or doesn't fit.</summary>
    internal static object? Convert(object? bound, ColumnType from, ColumnType to)
    {
        if (bound is null) return null;
        var becomesCoarser = from.Kind is ColumnKind.Timestamp or ColumnKind.Time && from.Unit > to.Unit;
        if (becomesCoarser && from.Kind == ColumnKind.Time && System.Convert.ToInt64(bound, System.Globalization.CultureInfo.InvariantCulture) is var units && (units < 0 || units > Calendar.PerDay(from.Unit))) return null;
        return TryEvaluate(new ConvertScalar(new ConstantScalar(bound, from), to, IsChecked: !becomesCoarser), out var value)
            && value is not (double.NaN or float.NaN) ? value : null;
    }

    /// <summary>Evaluates an expression without columns; false where it throws.</summary>
    internal static bool TryEvaluate(Scalar scalar, out object? value)
    {
        value = null;
        try
        {
            value = ConstantValue.Read(new ScalarEvaluator(scalar, NoColumns).Evaluate(OneRow), 0);
            return true;
        }
        catch (ArithmeticException)
        {
            return false;
        }
    }
}
