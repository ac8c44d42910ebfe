using System.Linq.Expressions;
using System.Reflection;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Writes the statement that stores a value in a column, by the same pairs of types that reading has.</summary>
internal sealed class StoreStatement
{
    private readonly WriteTarget _target;
    private readonly ParameterExpression _filler;
    private readonly ParameterExpression? _values;

    /// <summary>Statements for one column.</summary>
    /// <param name="target">What is written to which column.</param>
    /// <param name="filler">The variable that holds the column.</param>
    public StoreStatement(WriteTarget target, ParameterExpression filler)
    {
        (_target, _filler) = (target, filler);
        if (filler.Type.GetProperty("Values") is { } values)
        {
            _values = Expression.Variable(values.PropertyType, "values");
        }
    }

    /// <summary>The local variables of the loop.</summary>
    public IEnumerable<ParameterExpression> Locals => _values is { } values ? [values] : [];

    /// <summary>What fills them before the loop.</summary>
    public IEnumerable<Expression> Prologue => _values is { } values ? [Expression.Assign(values, Expression.Property(_filler, "Values"))] : [];

    /// <summary>Stores a value, or null.</summary>
    public Expression Store(Expression value, Expression row)
    {
        var type = _target.Type;
        if (_target.ValueType != type)
        {
            var nullable = Expression.Variable(type, "value");
            return Expression.Block(
                [nullable],
                Expression.Assign(nullable, value),
                Expression.IfThenElse(
                    Expression.Property(nullable, "HasValue"), StoreValue(Expression.Call(nullable, "GetValueOrDefault", null), row), StoreNull(row)));
        }
        if (type.IsValueType && !IsImmutableArray(type))
        {
            return StoreValue(value, row);
        }
        var variable = Expression.Variable(type, "value");
        Expression isNull = type.IsValueType ? Expression.Property(variable, "IsDefault") : Expression.ReferenceEqual(variable, Expression.Constant(null, type));
        return Expression.Block(
            [variable], Expression.Assign(variable, value), Expression.IfThenElse(isNull, StoreNull(row), StoreValue(variable, row)));
    }

    private static bool IsImmutableArray(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(System.Collections.Immutable.ImmutableArray<>);

    private MethodCallExpression StoreNull(Expression row) =>
        Expression.Call(_filler, _target.AcceptsNull ? nameof(ColumnFiller.SetNull) : nameof(ColumnFiller.ThrowNull), null, row);

    private Expression StoreValue(Expression value, Expression row)
    {
        if (_values is { } values)
        {
            return Expression.Assign(Expression.ArrayAccess(values, row), Convert(value, values.Type.GetElementType()!, row));
        }
        if (_target.ValueType.IsEnum)
        {
            value = Expression.Call(typeof(EnumNames<>).MakeGenericType(value.Type).GetMethod("Of")!, value, _filler, row);
        }
        var set = _filler.Type.GetMethod("Set", [typeof(int), value.Type])!;
        return Expression.Call(_filler, set, row, ConvertTo(value, set.GetParameters()[1].ParameterType));
    }

    /// <summary>A value, not null, in the column's storage.</summary>
    private Expression Convert(Expression value, Type storage, Expression row)
    {
        var column = _target.ColumnType;
        if (value.Type.IsEnum)
        {
            value = Expression.Convert(value, value.Type.GetEnumUnderlyingType());
        }
        return column.Kind switch
        {
            ColumnKind.Boolean => value,
            _ when column.IsInteger => Integer(value, storage, row),
            _ when column.IsFloating => Floating(value, row),
            ColumnKind.Date => Call(nameof(StorageConversion.ToDays), value),
            ColumnKind.Decimal => Call(
                nameof(StorageConversion.ToUnscaled), value, Bound(column, storage), _filler, row),
            _ => ConvertTo(Units(Ticks(value, row), row), storage),
        };
    }

    private Expression Integer(Expression value, Type storage, Expression row)
    {
        var (min, max) = GridPoint.Bounds(_target.ColumnType);
        if (NumericTypes.Min(value.Type) >= (Int128)min && NumericTypes.Max(value.Type) <= (Int128)max)
        {
            return ConvertTo(value, storage);
        }
        var method = typeof(StorageConversion).GetMethod(nameof(StorageConversion.Narrow))!.MakeGenericMethod(value.Type, storage);
        return Expression.Call(method, value, Constant(min), Constant(max), _filler, row);

        ConstantExpression Constant(System.Numerics.BigInteger bound) => Expression.Constant(GridPoint.Store(bound, _target.ColumnType), storage);
    }

    private Expression Floating(Expression value, Expression row)
    {
        var kind = _target.ColumnType.Kind;
        if (kind == ColumnKind.Double || value.Type == typeof(Half) || (value.Type == typeof(float) && kind == ColumnKind.Float))
        {
            return ConvertTo(value, kind == ColumnKind.Double ? typeof(double) : typeof(float));
        }
        return Call(
            kind == ColumnKind.Float ? nameof(StorageConversion.ToSingle) : nameof(StorageConversion.ToHalf), ConvertTo(value, typeof(double)), _filler, row);
    }

    private Expression Ticks(Expression value, Expression row) =>
        value.Type == typeof(TimeSpan) ? Call(nameof(StorageConversion.ToTicks), value, _filler, row)
        : _target.ColumnType is { Kind: ColumnKind.Timestamp, IsUtc: true } ? Call(nameof(StorageConversion.ToUtcTicks), value)
        : Call(nameof(StorageConversion.ToTicks), value);

    private MethodCallExpression Units(Expression ticks, Expression row) => Call(
        _target.ColumnType.Unit switch
        {
            ColumnUnit.Millisecond => nameof(StorageConversion.ToMilliseconds),
            ColumnUnit.Microsecond => nameof(StorageConversion.ToMicroseconds),
            _ => nameof(StorageConversion.ToNanoseconds),
        },
        ticks,
        _filler,
        row);

    private static ConstantExpression Bound(ColumnType column, Type storage)
    {
        var bound = StorageConversion.PowerOfTen(column.Precision);
        return storage == typeof(long) ? Expression.Constant((long)bound) : Expression.Constant(bound);
    }

    private static MethodCallExpression Call(string name, params Expression[] arguments)
    {
        Type[] types = [.. arguments.Select(a => typeof(ColumnFiller).IsAssignableFrom(a.Type) ? typeof(ColumnFiller) : a.Type)];
        return Expression.Call(typeof(StorageConversion).GetMethod(name, BindingFlags.Public | BindingFlags.Static, types)!, arguments);
    }

    private static Expression ConvertTo(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);
}
