namespace Kartothek.Linq;

/// <summary>C#'s numeric types and which conversions between them keep every value.</summary>
internal static class NumericTypes
{
    /// <summary>Whether the type (not nullable) is a built-in integer.</summary>
    public static bool IsInteger(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64;

    /// <summary>Whether the type (not nullable) is float, double or Half.</summary>
    public static bool IsFloating(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(Half);

    /// <summary>Whether each value of <paramref name="from"/> is the same number in <paramref name="to"/>, so that C# converts without being asked. Integers of more bits than the fraction of a float or double aren't among them.</summary>
    public static bool Widens(Type from, Type to)
    {
        if (from == to) return true;
        if (IsInteger(from) && IsInteger(to)) return Min(to) <= Min(from) && Max(from) <= Max(to);
        if (IsInteger(from) && to == typeof(decimal)) return true;
        if (from == typeof(float) && to == typeof(double)) return true;
        if (from == typeof(Half) && (to == typeof(float) || to == typeof(double))) return true;
        return IsInteger(from) && IsFloating(to) && to != typeof(Half) && (to == typeof(double) ? Bits(from) <= 32 : Bits(from) <= 16);
    }

    /// <summary>The smallest value of an integer type.</summary>
    public static Int128 Min(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => sbyte.MinValue,
        TypeCode.Int16 => short.MinValue,
        TypeCode.Int32 => int.MinValue,
        TypeCode.Int64 => long.MinValue,
        _ => 0,
    };

    /// <summary>The largest value of an integer type.</summary>
    public static Int128 Max(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => sbyte.MaxValue,
        TypeCode.Byte => byte.MaxValue,
        TypeCode.Int16 => short.MaxValue,
        TypeCode.UInt16 => ushort.MaxValue,
        TypeCode.Int32 => int.MaxValue,
        TypeCode.UInt32 => uint.MaxValue,
        TypeCode.Int64 => long.MaxValue,
        _ => ulong.MaxValue,
    };

    private static int Bits(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte or TypeCode.Byte => 8,
        TypeCode.Int16 or TypeCode.UInt16 => 16,
        TypeCode.Int32 or TypeCode.UInt32 => 32,
        _ => 64,
    };
}
