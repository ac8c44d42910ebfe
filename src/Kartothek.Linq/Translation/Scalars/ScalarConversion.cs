using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Brings scalars and constants to the types that comparisons and arithmetic need, without changing a value.</summary>
internal static class ScalarConversion
{
    /// <summary>A converted scalar. One that reads null as NaN still does, so that the NaN can be dropped again where null gives the same.</summary>
    public static Scalar Convert(Scalar scalar, ColumnType type, bool isChecked) => scalar switch
    {
        CoalesceScalar { Fallback: ConstantScalar fallback } coalesce when IsNaN(fallback) =>
            Scalar.Coalesce(Scalar.Convert(coalesce.Operand, type, isChecked), NaN(type)),
        _ => Scalar.Convert(scalar, type, isChecked),
    };

    /// <summary>The column, or NaN where it is null.</summary>
    public static Scalar NullAsNaN(Scalar column) => Scalar.Coalesce(column, NaN(column.Type));

    /// <summary>
    /// A scalar that gives null where the given one gives NaN for a null. Comparing with a constant that isn't null, both have the same
    /// result (null and NaN are each unequal to it, and neither less nor greater), and the plain column can be pruned.
    /// </summary>
    public static Scalar WithoutNaN(Scalar scalar) => scalar switch
    {
        CoalesceScalar { Fallback: ConstantScalar fallback } coalesce when IsNaN(fallback) => coalesce.Operand,
        ArithmeticScalar a => Scalar.Arithmetic(a.Operator, WithoutNaN(a.Left), WithoutNaN(a.Right), a.IsChecked),
        ConvertScalar { Type.IsFloating: true } c => Scalar.Convert(WithoutNaN(c.Operand), c.Type, c.IsChecked),
        FunctionScalar { Function: ScalarFunction.Negate } f => Scalar.Apply(f.Function, WithoutNaN(f.Operand)),
        _ => scalar,
    };

    /// <summary>The column type that C# reckons a numeric type in; null for other types.</summary>
    public static ColumnType? NumberOf(Type type) => System.Type.GetTypeCode(type) switch
    {
        TypeCode.SByte or TypeCode.Int16 or TypeCode.Byte or TypeCode.UInt16 or TypeCode.Int32 => ColumnType.Int32,
        TypeCode.UInt32 => ColumnType.UInt32,
        TypeCode.Int64 => ColumnType.Int64,
        TypeCode.UInt64 => ColumnType.UInt64,
        TypeCode.Single => ColumnType.Float,
        TypeCode.Double => ColumnType.Double,
        _ => null,
    };

    /// <summary>The operand in exactly the given numeric type; a value that doesn't fit throws when it is met, as it would in a member. Null where a constant doesn't fit.</summary>
    public static Scalar? Exact(Operand operand, ColumnType type) => operand switch
    {
        Operand.Constant { Value: null } => Scalar.Null(type),
        Operand.Constant { Value: { } value } => ConstantOf(value, type),
        Operand.Column { NamedEnum: null } column => Convert(column.Scalar, type, isChecked: true),
        _ => null,
    };

    /// <summary>A C# constant as one of a column type; null where the type hasn't that value.</summary>
    public static Scalar? ConstantOf(object value, ColumnType type) => type.Kind switch
    {
        ColumnKind.Boolean => value is bool b ? Scalar.Constant(b, type) : null,
        ColumnKind.String => value is string s ? Scalar.Constant(s, type) : null,
        ColumnKind.Uuid => value is Guid g ? Scalar.Constant(g.ToByteArray(bigEndian: true), type) : null,
        ColumnKind.Binary => value is byte[] bytes ? Scalar.Constant(bytes.ToArray(), type) : null,
        ColumnKind.FixedBinary => value is byte[] bytes && bytes.Length == type.Length ? Scalar.Constant(bytes.ToArray(), type) : null,
        ColumnKind.Double => Floating(value) is { } d ? Scalar.Constant(d, type) : null,
        ColumnKind.Float => Floating(value) is { } d && Same((float)d, d) ? Scalar.Constant((float)d, type) : null,
        ColumnKind.Half => Floating(value) is { } d && Same((double)(Half)d, d) ? Scalar.Constant((float)d, type) : null,
        _ => GridPoint.Exactly(value, type) is { } stored ? Scalar.Constant(stored, type) : null,
    };

    /// <summary>Two scalars in one type that holds the values of both; null where there is none.</summary>
    /// <param name="left">A scalar.</param>
    /// <param name="right">Another one.</param>
    /// <param name="type">The C# type, not nullable, that both have; a value outside of it throws when it is met.</param>
    public static (Scalar Left, Scalar Right)? Unify(Scalar left, Scalar right, Type type)
    {
        if (left.Type == right.Type) return (left, right);
        if (Common(left.Type, right.Type, type) is not { } common) return null;
        return (Convert(left, common, isChecked: true), Convert(right, common, isChecked: true));
    }

    private static ColumnType? Common(ColumnType left, ColumnType right, Type type)
    {
        if (left.IsInteger && right.IsInteger)
        {
            if (left.Kind != ColumnKind.UInt64 && right.Kind != ColumnKind.UInt64) return ColumnType.Int64;
            if (left.IsUnsigned && right.IsUnsigned) return ColumnType.UInt64;

            // Signed and unsigned numbers of 64 bits fit no type but decimal, unless the C# type says which of them it can't hold.
            if (type == typeof(decimal)) return null;
            return System.Type.GetTypeCode(type) == TypeCode.UInt64 ? ColumnType.UInt64 : ColumnType.Int64;
        }

        if (left.IsFloating && right.IsFloating)
            return left.Kind == ColumnKind.Double || right.Kind == ColumnKind.Double ? ColumnType.Double : ColumnType.Float;
        if (left.Kind == ColumnKind.Decimal && right.Kind == ColumnKind.Decimal) return CommonDecimal(left, right);
        if (left.Kind == ColumnKind.Timestamp && right.Kind == ColumnKind.Timestamp && left.IsUtc == right.IsUtc) return CommonTimestamp(left, right);
        if (left.Kind == ColumnKind.Time && right.Kind == ColumnKind.Time && left.IsUtc == right.IsUtc) return left.Unit > right.Unit ? left : right;
        return null;
    }

    // Nanoseconds reach from 1677 to 2262 only.
    private static ColumnType? CommonTimestamp(ColumnType left, ColumnType right) =>
        left.Unit == right.Unit ? left
        : left.Unit == ColumnUnit.Nanosecond || right.Unit == ColumnUnit.Nanosecond ? null
        : left.Unit > right.Unit ? left : right;

    private static ColumnType? CommonDecimal(ColumnType left, ColumnType right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        var precision = Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + scale;
        return precision <= 38 ? ColumnType.Decimal(precision, scale) : null;
    }

    private static ConstantScalar NaN(ColumnType type) => type.Kind == ColumnKind.Double ? Scalar.Constant(double.NaN, type) : Scalar.Constant(float.NaN, type);

    private static bool IsNaN(ConstantScalar constant) => constant.Value is double.NaN or float.NaN;

    private static bool Same(double left, double right) => left.Equals(right) && double.IsNegative(left) == double.IsNegative(right);

    private static double? Floating(object value) => value switch
    {
        double d => d,
        float f => f,
        Half h => (double)h,
        _ => null,
    };
}
