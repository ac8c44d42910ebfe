namespace Kartothek.Columns;

/// <summary>What is known of the values of an expression over a set of rows. In doubt something may be.</summary>
internal sealed record ValueFacts(ColumnType Type)
{
    /// <summary>Whether a row may be null.</summary>
    internal bool MayBeNull { get; init; } = true;

    /// <summary>Whether a row may be NaN.</summary>
    internal bool MayBeNaN { get; init; } = Type.IsFloating;

    /// <summary>Whether a row may have a value that is neither null nor NaN.</summary>
    internal bool MayBeValue { get; init; } = true;

    /// <summary>A lower bound of these values, or null.</summary>
    internal object? Min { get; init; }

    /// <summary>An upper bound, or null.</summary>
    internal object? Max { get; init; }

    /// <summary>Whether a row may have neither null nor one certain value.</summary>
    internal bool MayBePresent => MayBeValue || MayBeNaN;

    /// <summary>Whether all values that are neither null nor NaN are equal, and which they are is known.</summary>
    internal bool IsOneValue => Min is not null && Max is not null && ConstantOrder.Instance.Compare(Min, Max) == 0;

    /// <summary>The one value of all rows where there is just one, null and NaN included.</summary>
    internal bool TryGetPoint(out object? point)
    {
        point = MayBeValue ? Min : MayBeNaN ? NaN : null;
        return (MayBeNull ? 1 : 0) + (MayBeNaN ? 1 : 0) + (MayBeValue ? 1 : 0) == 1
            && (!MayBeValue || (IsOneValue && !IsZeroOfUnknownSign));
    }

    // Bounds don't tell -0.0 from 0.0, which division does.
    private bool IsZeroOfUnknownSign => Min is 0.0 or 0.0f;

    private object NaN => Type.Kind == ColumnKind.Double ? double.NaN : (object)float.NaN;

    /// <summary>The facts of a constant.</summary>
    internal static ValueFacts Of(object? value, ColumnType type)
    {
        var isNaN = value is double.NaN or float.NaN;
        return new(type)
        {
            MayBeNull = value is null,
            MayBeNaN = isNaN,
            MayBeValue = value is not null && !isNaN,
            Min = isNaN ? null : value,
            Max = isNaN ? null : value,
        };
    }

    /// <summary>The facts of a column.</summary>
    /// <remarks>Bounds and counts that contradict each other, or are of another type, are left aside.</remarks>
    internal static ValueFacts Of(ValueRange? range, ColumnType type)
    {
        if (range is null) return new(type);
        var facts = new ValueFacts(range.Type)
        {
            MayBeNull = range.NullCount != 0,
            MayBeNaN = range.Type.IsFloating && range.NaNCount != 0 && !range.IsAllNull,
            MayBeValue = !range.IsAllNull && !(range.NullCount is { } nulls && range.NaNCount is { } nans && nulls + nans == range.RowCount),
        };
        if (!facts.MayBeValue || range.Type.IsNested) return facts with { Type = type };
        var (min, max) = (Bound(range.Min, range.Type), Bound(range.Max, range.Type));
        if (BoundOrder.Compare(min, max) > 0) (min, max) = (null, null);
        return (facts with { Min = min, Max = max }).ConvertTo(type);
    }

    private static object? Bound(object? value, ColumnType type) =>
        value is not (double.NaN or float.NaN) && ConstantValue.Fits(value, type) ? value : null;

    /// <summary>The facts of a value that is one or the other.</summary>
    internal ValueFacts Union(ValueFacts other)
    {
        if (!other.MayBeValue) return this with { MayBeNull = MayBeNull || other.MayBeNull, MayBeNaN = MayBeNaN || other.MayBeNaN };
        if (!MayBeValue) return other.Union(this);
        return new(Type)
        {
            MayBeNull = MayBeNull || other.MayBeNull,
            MayBeNaN = MayBeNaN || other.MayBeNaN,
            Min = BoundOrder.Compare(Min, other.Min) switch { null => null, <= 0 => Min, _ => other.Min },
            Max = BoundOrder.Compare(Max, other.Max) switch { null => null, >= 0 => Max, _ => other.Max },
        };
    }

    /// <summary>The facts of the converted values.</summary>
    /// <remarks>
    /// Conversions that keep the order carry bounds over. Where one can overflow, it keeps the order only between bounds that
    /// both don't: otherwise a value may wrap past either.
    /// </remarks>
    internal ValueFacts ConvertTo(ColumnType type)
    {
        if (Type == type) return this;
        var facts = new ValueFacts(type) { MayBeNull = MayBeNull, MayBeValue = MayBePresent, MayBeNaN = MayBeNaN && type.IsFloating };
        if (MayBeNaN && !type.IsFloating) return facts;
        facts = facts with { MayBeValue = MayBeValue };
        if (!MayBeValue || (Type.Kind == ColumnKind.Decimal && type.IsFloating) || !ConversionRule.Exists(Type, type)) return facts;
        var min = BoundConversion.Convert(Min, Type, type);
        var max = BoundConversion.Convert(Max, Type, type);
        return BoundConversion.IsMonotone(Type, type) || (min is not null && max is not null) ? facts with { Min = min, Max = max } : facts;
    }
}
