using System.Numerics;

namespace Kartothek.Columns.Tests;

/// <summary>What C# would say: one row at a time, with boxed values and the language's own operators.</summary>
internal static class NaiveInterpreter
{
    internal static bool Test(Scalar predicate, Func<string, object?> row) => Evaluate(predicate, row) is true;

    internal static object? Evaluate(Scalar scalar, Func<string, object?> row) => scalar switch
    {
        ColumnScalar c => row(c.Name),
        ConstantScalar c => c.Value,
        ComparisonScalar c => Compare(c.Operator, Evaluate(c.Left, row), Evaluate(c.Right, row)),
        LogicalScalar { Operator: LogicalOperator.And } c => c.Terms.All(t => Test(t, row)),
        LogicalScalar c => c.Terms.Any(t => Test(t, row)),
        NotScalar c => !Test(c.Operand, row),
        IsNullScalar c => Evaluate(c.Operand, row) is null,
        InScalar c => Evaluate(c.Operand, row) is var value && c.Values.Any(v => ListEquals(v, value)),
        StringMatchScalar c => Evaluate(c.Operand, row) is string s && c.Match switch
        {
            StringMatch.StartsWith => s.StartsWith(c.Text, StringComparison.Ordinal),
            StringMatch.EndsWith => s.EndsWith(c.Text, StringComparison.Ordinal),
            _ => s.Contains(c.Text, StringComparison.Ordinal),
        },
        ArithmeticScalar c => Calculate(c, Evaluate(c.Left, row), Evaluate(c.Right, row)),
        ConvertScalar c => Evaluate(c.Operand, row) is { } value ? Convert(value, c.Operand.Type, c.Type, c.IsChecked) : null,
        CoalesceScalar c => Evaluate(c.Operand, row) ?? Evaluate(c.Fallback, row),
        ConditionalScalar c => Test(c.Test, row) ? Evaluate(c.WhenTrue, row) : Evaluate(c.WhenFalse, row),
        FunctionScalar c => Evaluate(c.Operand, row) is { } value ? Apply(c.Function, value, c.Operand.Type) : null,
        _ => throw new InvalidOperationException(scalar.GetType().Name),
    };

    private static bool ListEquals(object? element, object? value) =>
        element is byte[] a && value is byte[] b ? a.AsSpan().SequenceEqual(b) : Equals(element, value);

    internal static bool Compare(ComparisonOperator op, object? left, object? right)
    {
        if (left is null || right is null)
        {
            return op switch
            {
                ComparisonOperator.Equal => left is null && right is null,
                ComparisonOperator.NotEqual => !(left is null && right is null),
                _ => false,
            };
        }

        return (left, right) switch
        {
            (double l, double r) => Compare(op, l, r),
            (float l, float r) => Compare(op, l, r),
            (int l, int r) => Compare(op, l, r),
            (uint l, uint r) => Compare(op, l, r),
            (long l, long r) => Compare(op, l, r),
            (ulong l, ulong r) => Compare(op, l, r),
            (Int128 l, Int128 r) => Compare(op, l, r),
            (bool l, bool r) => Compare(op, l ? 1 : 0, r ? 1 : 0),
            (string l, string r) => Compare(op, string.CompareOrdinal(l, r), 0),
            (byte[] l, byte[] r) => Compare(op, l.AsSpan().SequenceCompareTo(r), 0),
            _ => throw new InvalidOperationException($"{left.GetType()} {right.GetType()}"),
        };
    }

    private static bool Compare<T>(ComparisonOperator op, T l, T r)
        where T : IComparisonOperators<T, T, bool> => op switch
        {
            ComparisonOperator.Equal => l == r,
            ComparisonOperator.NotEqual => l != r,
            ComparisonOperator.Less => l < r,
            ComparisonOperator.LessOrEqual => l <= r,
            ComparisonOperator.Greater => l > r,
            _ => l >= r,
        };

    private static object? Calculate(ArithmeticScalar c, object? left, object? right) => (left, right) switch
    {
        (null, _) or (_, null) => null,
        (int l, int r) => c.IsChecked
            ? c.Operator switch { ArithmeticOperator.Add => checked(l + r), ArithmeticOperator.Subtract => checked(l - r), ArithmeticOperator.Multiply => checked(l * r), ArithmeticOperator.Divide => l / r, _ => l % r }
            : c.Operator switch { ArithmeticOperator.Add => l + r, ArithmeticOperator.Subtract => l - r, ArithmeticOperator.Multiply => l * r, ArithmeticOperator.Divide => l / r, _ => l % r },
        (long l, long r) => c.IsChecked
            ? c.Operator switch { ArithmeticOperator.Add => checked(l + r), ArithmeticOperator.Subtract => checked(l - r), ArithmeticOperator.Multiply => checked(l * r), ArithmeticOperator.Divide => l / r, _ => l % r }
            : c.Operator switch { ArithmeticOperator.Add => l + r, ArithmeticOperator.Subtract => l - r, ArithmeticOperator.Multiply => l * r, ArithmeticOperator.Divide => l / r, _ => l % r },
        (uint l, uint r) => c.IsChecked
            ? c.Operator switch { ArithmeticOperator.Add => checked(l + r), ArithmeticOperator.Subtract => checked(l - r), ArithmeticOperator.Multiply => checked(l * r), ArithmeticOperator.Divide => l / r, _ => l % r }
            : c.Operator switch { ArithmeticOperator.Add => l + r, ArithmeticOperator.Subtract => l - r, ArithmeticOperator.Multiply => l * r, ArithmeticOperator.Divide => l / r, _ => l % r },
        (ulong l, ulong r) => c.IsChecked
            ? c.Operator switch { ArithmeticOperator.Add => checked(l + r), ArithmeticOperator.Subtract => checked(l - r), ArithmeticOperator.Multiply => checked(l * r), ArithmeticOperator.Divide => l / r, _ => l % r }
            : c.Operator switch { ArithmeticOperator.Add => l + r, ArithmeticOperator.Subtract => l - r, ArithmeticOperator.Multiply => l * r, ArithmeticOperator.Divide => l / r, _ => l % r },
        (float l, float r) => c.Operator switch { ArithmeticOperator.Add => l + r, ArithmeticOperator.Subtract => l - r, ArithmeticOperator.Multiply => l * r, ArithmeticOperator.Divide => l / r, _ => l % r },
        (double l, double r) => c.Operator switch { ArithmeticOperator.Add => l + r, ArithmeticOperator.Subtract => l - r, ArithmeticOperator.Multiply => l * r, ArithmeticOperator.Divide => l / r, _ => l % r },
        _ => throw new InvalidOperationException(),
    };

    private static object Apply(ScalarFunction function, object value, ColumnType type)
    {
        switch (function)
        {
            case ScalarFunction.StringLength:
                return ((string)value).Length;
            case ScalarFunction.Negate:
                return value switch { int i => (object)unchecked(-i), long l => unchecked(-l), float f => -f, _ => -(double)value };
        }

        if (type.Kind == ColumnKind.Time)
        {
            var time = new TimeSpan(Ticks(System.Convert.ToInt64(value), type.Unit));
            return function switch { ScalarFunction.Hour => time.Hours, ScalarFunction.Minute => time.Minutes, _ => time.Seconds };
        }

        var moment = type.Kind == ColumnKind.Date ? DateTime.UnixEpoch.AddDays((int)value) : DateTime.UnixEpoch.AddTicks(Ticks((long)value, type.Unit));
        return function switch
        {
            ScalarFunction.Year => moment.Year,
            ScalarFunction.Month => moment.Month,
            ScalarFunction.Day => moment.Day,
            ScalarFunction.Hour => moment.Hour,
            ScalarFunction.Minute => moment.Minute,
            ScalarFunction.Second => moment.Second,
            ScalarFunction.DayOfYear => moment.DayOfYear,
            ScalarFunction.DayOfWeek => (int)moment.DayOfWeek,
            _ => DateOnly.FromDateTime(moment).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber,
        };
    }

    private static long Ticks(long value, ColumnUnit unit) => unit switch
    {
        ColumnUnit.Millisecond => value * 10_000,
        ColumnUnit.Microsecond => value * 10,
        _ => (long)Math.Floor(value / 100m),
    };

    private static object Convert(object value, ColumnType from, ColumnType to, bool isChecked)
    {
        if (value is byte[]) return value;
        if (from.Kind is ColumnKind.Date or ColumnKind.Time or ColumnKind.Timestamp)
        {
            BigInteger perSecondFrom = PerSecond(from), perSecondTo = PerSecond(to);
            var nanos = value is int days && from.Kind == ColumnKind.Date ? (BigInteger)days * 86400 * 1_000_000_000 : System.Convert.ToInt64(value) * (1_000_000_000 / perSecondFrom);
            var perUnit = 1_000_000_000 / perSecondTo;
            var units = BigInteger.Divide(nanos - (((nanos % perUnit) + perUnit) % perUnit), perUnit);
            if (isChecked && units * perUnit != nanos) throw new OverflowException();
            return isChecked
                ? to.Storage == ColumnStorage.Int32 ? (int)units : (object)(long)units
                : to.Storage == ColumnStorage.Int32 ? int.CreateTruncating(units) : (object)long.CreateTruncating(units);
        }

        return to.Kind switch
        {
            ColumnKind.Decimal => ToDecimal(value, from, to, isChecked),
            _ when from.Kind == ColumnKind.Decimal => FromDecimal(value, from, to, isChecked),
            _ => isChecked ? Checked(value, to.Kind) : Unchecked(value, to.Kind),
        };
    }

    private static BigInteger PerSecond(ColumnType type) => type.Unit switch { ColumnUnit.Millisecond => 1_000, ColumnUnit.Microsecond => 1_000_000, _ => 1_000_000_000 };

    private static object ToDecimal(object value, ColumnType from, ColumnType to, bool isChecked)
    {
        var unscaled = value switch { int i => i, uint u => u, long l => l, ulong u => u, Int128 d => (BigInteger)d, _ => throw new InvalidOperationException() };
        var shift = to.Scale - from.Scale;
        var scaled = shift >= 0 ? unscaled * BigInteger.Pow(10, shift) : BigInteger.Divide(unscaled, BigInteger.Pow(10, -shift));
        if (isChecked && (BigInteger.Abs(scaled) >= BigInteger.Pow(10, to.Precision) || (shift < 0 && scaled * BigInteger.Pow(10, -shift) != unscaled))) throw new OverflowException();
        return to.Storage == ColumnStorage.Int128 ? Int128.CreateTruncating(scaled) : (object)long.CreateTruncating(scaled);
    }

    private static object FromDecimal(object value, ColumnType from, ColumnType to, bool isChecked)
    {
        var unscaled = value is Int128 wide ? (BigInteger)wide : (long)value;
        var whole = BigInteger.Divide(unscaled, BigInteger.Pow(10, from.Scale));

        // With the column's scale, as a record's member has it: .NET's conversion gives 9007199254740993.00m another double than 9007199254740993m.
        var bits = decimal.GetBits((decimal)BigInteger.Abs(unscaled));
        var number = (double)new decimal(bits[0], bits[1], bits[2], unscaled.Sign < 0, (byte)from.Scale);
        return to.Kind switch
        {
            ColumnKind.Double => number,
            ColumnKind.Float => (float)number,
            ColumnKind.Half => (float)(Half)number,
            ColumnKind.Int32 => isChecked ? (int)whole : int.CreateTruncating(whole),
            ColumnKind.Int64 => isChecked ? (long)whole : (object)long.CreateTruncating(whole),
            ColumnKind.UInt32 => isChecked ? (uint)whole : (object)uint.CreateTruncating(whole),
            ColumnKind.UInt64 => isChecked ? (ulong)whole : (object)ulong.CreateTruncating(whole),
            ColumnKind.Int8 => isChecked ? (int)(sbyte)whole : (object)(int)sbyte.CreateTruncating(whole),
            ColumnKind.Int16 => isChecked ? (int)(short)whole : (object)(int)short.CreateTruncating(whole),
            ColumnKind.UInt8 => isChecked ? (int)(byte)whole : (object)(int)byte.CreateTruncating(whole),
            _ => isChecked ? (int)(ushort)whole : (object)(int)ushort.CreateTruncating(whole),
        };
    }

    private static object Unchecked(object value, ColumnKind to)
    {
        unchecked
        {
            return value switch
            {
                int x => to switch { ColumnKind.Int8 => (int)(sbyte)x, ColumnKind.Int16 => (int)(short)x, ColumnKind.Int32 => x, ColumnKind.Int64 => (long)x, ColumnKind.UInt8 => (int)(byte)x, ColumnKind.UInt16 => (int)(ushort)x, ColumnKind.UInt32 => (uint)x, ColumnKind.UInt64 => (ulong)x, ColumnKind.Half => (float)(Half)x, ColumnKind.Float => (float)x, _ => (object)(double)x },
                uint x => to switch { ColumnKind.Int8 => (int)(sbyte)x, ColumnKind.Int16 => (int)(short)x, ColumnKind.Int32 => (int)x, ColumnKind.Int64 => (long)x, ColumnKind.UInt8 => (int)(byte)x, ColumnKind.UInt16 => (int)(ushort)x, ColumnKind.UInt32 => x, ColumnKind.UInt64 => (ulong)x, ColumnKind.Half => (float)(Half)x, ColumnKind.Float => (float)x, _ => (object)(double)x },
                long x => to switch { ColumnKind.Int8 => (int)(sbyte)x, ColumnKind.Int16 => (int)(short)x, ColumnKind.Int32 => (int)x, ColumnKind.Int64 => x, ColumnKind.UInt8 => (int)(byte)x, ColumnKind.UInt16 => (int)(ushort)x, ColumnKind.UInt32 => (uint)x, ColumnKind.UInt64 => (ulong)x, ColumnKind.Half => (float)(Half)x, ColumnKind.Float => (float)x, _ => (object)(double)x },
                ulong x => to switch { ColumnKind.Int8 => (int)(sbyte)x, ColumnKind.Int16 => (int)(short)x, ColumnKind.Int32 => (int)x, ColumnKind.Int64 => (long)x, ColumnKind.UInt8 => (int)(byte)x, ColumnKind.UInt16 => (int)(ushort)x, ColumnKind.UInt32 => (uint)x, ColumnKind.UInt64 => x, ColumnKind.Half => (float)(Half)x, ColumnKind.Float => (float)x, _ => (object)(double)x },
                float x => to switch { ColumnKind.Int8 => (int)(sbyte)x, ColumnKind.Int16 => (int)(short)x, ColumnKind.Int32 => (int)x, ColumnKind.Int64 => (long)x, ColumnKind.UInt8 => (int)(byte)x, ColumnKind.UInt16 => (int)(ushort)x, ColumnKind.UInt32 => (uint)x, ColumnKind.UInt64 => (ulong)x, ColumnKind.Half => (float)(Half)x, ColumnKind.Float => x, _ => (object)(double)x },
                double x => to switch { ColumnKind.Int8 => (int)(sbyte)x, ColumnKind.Int16 => (int)(short)x, ColumnKind.Int32 => (int)x, ColumnKind.Int64 => (long)x, ColumnKind.UInt8 => (int)(byte)x, ColumnKind.UInt16 => (int)(ushort)x, ColumnKind.UInt32 => (uint)x, ColumnKind.UInt64 => (ulong)x, ColumnKind.Half => (float)(Half)x, ColumnKind.Float => (float)x, _ => (object)x },
                _ => throw new InvalidOperationException(),
            };
        }
    }

    private static object Checked(object value, ColumnKind to)
    {
        checked
        {
            return value switch
            {
                int x => to switch { ColumnKind.Int8 => (int)(sbyte)x, ColumnKind.Int16 => (int)(short)x, ColumnKind.Int32 => x, ColumnKind.Int64 => (long)x, ColumnKind.UInt8 => (int)(byte)x, ColumnKind.UInt16 => (int)(ushort)x, ColumnKind.UInt32 => (uint)x, ColumnKind.UInt64 => (ulong)x, ColumnKind.Half => (float)(Half)x, ColumnKind.Float => (float)x, _ => (object)(double)x },
                uint x => to switch { ColumnKind.Int8 => (int)(sbyte)x, ColumnKind.Int16 => (int)(short)x, ColumnKind.Int32 => (int)x, ColumnKind.Int64 => (long)x, ColumnKind.UInt8 => (int)(byte)x, ColumnKind.UInt16 => (int)(ushort)x, ColumnKind.UInt32 => x, ColumnKind.UInt64 => (ulong)x, ColumnKind.Half => (float)(Half)x, ColumnKind.Float => (float)x, _ => (object)(double)x },
                long x => to switch { ColumnKind.Int8 => (int)(sbyte)x, ColumnKind.Int16 => (int)(short)x, ColumnKind.Int32 => (int)x, ColumnKind.Int64 => x, ColumnKind.UInt8 => (int)(byte)x, ColumnKind.UInt16 => (int)(ushort)x, ColumnKind.UInt32 => (uint)x, ColumnKind.UInt64 => (ulong)x, ColumnKind.Half => (float)(Half)x, ColumnKind.Float => (float)x, _ => (object)(double)x },
                ulong x => to switch { ColumnKind.Int8 => (int)(sbyte)x, ColumnKind.Int16 => (int)(short)x, ColumnKind.Int32 => (int)x, ColumnKind.Int64 => (long)x, ColumnKind.UInt8 => (int)(byte)x, ColumnKind.UInt16 => (int)(ushort)x, ColumnKind.UInt32 => (uint)x, ColumnKind.UInt64 => x, ColumnKind.Half => (float)(Half)x, ColumnKind.Float => (float)x, _ => (object)(double)x },
                float x => to switch { ColumnKind.Int8 => (int)(sbyte)x, ColumnKind.Int16 => (int)(short)x, ColumnKind.Int32 => (int)x, ColumnKind.Int64 => (long)x, ColumnKind.UInt8 => (int)(byte)x, ColumnKind.UInt16 => (int)(ushort)x, ColumnKind.UInt32 => (uint)x, ColumnKind.UInt64 => (ulong)x, ColumnKind.Half => (float)(Half)x, ColumnKind.Float => x, _ => (object)(double)x },
                double x => to switch { ColumnKind.Int8 => (int)(sbyte)x, ColumnKind.Int16 => (int)(short)x, ColumnKind.Int32 => (int)x, ColumnKind.Int64 => (long)x, ColumnKind.UInt8 => (int)(byte)x, ColumnKind.UInt16 => (int)(ushort)x, ColumnKind.UInt32 => (uint)x, ColumnKind.UInt64 => (ulong)x, ColumnKind.Half => (float)(Half)x, ColumnKind.Float => (float)x, _ => (object)x },
                _ => throw new InvalidOperationException(),
            };
        }
    }
}
