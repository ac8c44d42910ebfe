using System.Text;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Makes vectors of constants.</summary>
internal static class ConstantVectors
{
    /// <summary>A constant in every row.</summary>
    /// <param name="constant">Not null.</param>
    public static ConstantVector Create(ConstantScalar constant) => new(constant.Type, constant.Value switch
    {
        bool value => One(constant.Type, value),
        int value => One(constant.Type, value),
        uint value => One(constant.Type, value),
        long value => One(constant.Type, value),
        ulong value => One(constant.Type, value),
        float value => One(constant.Type, value),
        double value => One(constant.Type, value),
        Int128 value => One(constant.Type, value),
        string value => One(constant.Type, Encoding.UTF8.GetBytes(value)),
        byte[] value => One(constant.Type, value),
        var other => throw new ArgumentException($"A constant of type {constant.Type} holds a {other?.GetType().Name}.", nameof(constant)),
    });

    private static FlatVector<T> One<T>(ColumnType type, T value)
        where T : unmanaged => new(type) { Values = [value], Length = 1 };

    private static BytesVector One(ColumnType type, byte[] value) =>
        new(type) { Data = value, Views = [new ByteView(0, value.Length)], Length = 1, IsAscii = Ascii.IsValid(value) };
}
