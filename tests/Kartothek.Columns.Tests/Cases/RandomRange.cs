using System.Text;

namespace Kartothek.Columns.Tests;

/// <summary>Statistics of rows, true but as poor as they come: bounds missing, widened or truncated, counts missing.</summary>
internal static class RandomRange
{
    internal static ValueRange? Of(ColumnType type, object?[] values, RandomCase random)
    {
        var r = random.Random;
        if (r.Next(8) == 0) return null;
        var isText = type.Kind == ColumnKind.String;
        var byBytes = r.Next(2) == 0;
        Comparison<object?> order = isText && byBytes
            ? (x, y) => Encoding.UTF8.GetBytes((string)x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes((string)y!))
            : ConstantOrder.Instance.Compare;
        var present = values.Where(v => v is not (null or double.NaN or float.NaN)).ToList();
        present.Sort(order);
        var range = new ValueRange(type, values.Length)
        {
            NullCount = r.Next(4) == 0 ? null : values.Count(v => v is null),
            NaNCount = !type.IsFloating ? 0 : r.Next(3) == 0 ? null : values.Count(v => v is double.NaN or float.NaN),
            Min = present.Count == 0 || r.Next(6) == 0 ? null : Widen(present[0], type, order, -1, random),
            Max = present.Count == 0 || r.Next(6) == 0 ? null : Widen(present[^1], type, order, 1, random),
        };

        // A file may hold a narrower type.
        return type.Kind == ColumnKind.Int64 && r.Next(2) == 0 && present.All(v => (long)v! is >= int.MinValue and <= int.MaxValue)
            && (range.Min ?? 0L) is >= (long)int.MinValue and <= (long)int.MaxValue && (range.Max ?? 0L) is >= (long)int.MinValue and <= (long)int.MaxValue
            ? new ValueRange(ColumnType.Int32, values.Length)
            {
                NullCount = range.NullCount,
                NaNCount = 0,
                Min = range.Min is long min ? (int)min : null,
                Max = range.Max is long max ? (int)max : null,
            }
            : range;
    }

    private static object? Widen(object? bound, ColumnType type, Comparison<object?> order, int direction, RandomCase random)
    {
        if (bound is double d && d == 0) bound = random.Random.Next(2) == 0 ? 0.0 : -0.0;
        if (random.Random.Next(3) > 0) return bound;
        if (bound is string text && direction < 0 && text.Length > 0 && !char.IsSurrogate(text[0]) && random.Random.Next(2) == 0) return text[..1];
        var other = random.Value(type, allowNull: false);
        return other is not (double.NaN or float.NaN) && Math.Sign(order(other, bound)) == direction ? other : bound;
    }
}
