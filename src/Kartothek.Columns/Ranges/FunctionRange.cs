namespace Kartothek.Columns;

/// <summary>What is known of the results of functions.</summary>
internal static class FunctionRange
{
    /// <summary>The facts of a function of values with these facts.</summary>
    internal static ValueFacts Of(FunctionScalar function, ValueFacts operand)
    {
        var facts = new ValueFacts(function.Type)
        {
            MayBeNull = operand.MayBeNull,
            MayBeNaN = operand.MayBeNaN && function.Type.IsFloating,
            MayBeValue = operand.MayBeValue,
        };
        return function.Function switch
        {
            ScalarFunction.Year or ScalarFunction.Date => OfDays(function.Function, operand, facts),
            ScalarFunction.Month => facts with { Min = 1, Max = 12 },
            ScalarFunction.Day => facts with { Min = 1, Max = 31 },
            ScalarFunction.DayOfYear => facts with { Min = 1, Max = 366 },
            ScalarFunction.DayOfWeek => facts with { Min = 0, Max = 6 },
            ScalarFunction.Hour => facts with { Min = 0, Max = 23 },
            ScalarFunction.Minute or ScalarFunction.Second => facts with { Min = 0, Max = 59 },
            ScalarFunction.StringLength => facts with { Min = 0 },
            _ => facts,
        };
    }

    // Days and years ascend with time; but a day that isn't an int wraps, which two bounds that are rule out.
    private static ValueFacts OfDays(ScalarFunction function, ValueFacts operand, ValueFacts facts)
    {
        var (min, max) = (DayOf(operand.Min, operand.Type), DayOf(operand.Max, operand.Type));
        if (function == ScalarFunction.Year)
        {
            return facts with { Min = min is { } first ? Calendar.Civil(first).Year : null, Max = max is { } last ? Calendar.Civil(last).Year : null };
        }

        return min >= int.MinValue && max <= int.MaxValue ? facts with { Min = (int)min.Value, Max = (int)max.Value } : facts;
    }

    private static long? DayOf(object? bound, ColumnType type) => bound switch
    {
        int days => days,
        long units => Calendar.FloorDivide(units, Calendar.PerDay(type.Unit)),
        _ => null,
    };
}
