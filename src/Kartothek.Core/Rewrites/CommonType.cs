using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The least type that holds all values of two types exactly, so that files of different widths can become one.</summary>
/// <remarks>
/// Timestamps in different units have the finer one, although a far date doesn't fit it; reading it then is an error. Members of a structure must have
/// the same names in the same order.
/// </remarks>
internal static class CommonType
{
    /// <summary>The type, or null where there is none.</summary>
    public static ColumnType? Of(ColumnType first, ColumnType second)
    {
        if (first == second || second.Kind == ColumnKind.Null)
        {
            return first;
        }
        if (first.Kind == ColumnKind.Null)
        {
            return second;
        }
        if (first.IsInteger && second.IsInteger)
        {
            return Integer(first, second);
        }
        if (first.IsFloating && second.IsFloating)
        {
            return first.Kind > second.Kind ? first : second;
        }
        return (first.Kind, second.Kind) switch
        {
            (ColumnKind.Timestamp, ColumnKind.Timestamp) or (ColumnKind.Time, ColumnKind.Time) =>
                first.IsUtc != second.IsUtc ? null : first.Unit > second.Unit ? first : second,
            (ColumnKind.Decimal, ColumnKind.Decimal) => Decimal(first, second),
            (ColumnKind.Binary or ColumnKind.FixedBinary or ColumnKind.Uuid, ColumnKind.Binary or ColumnKind.FixedBinary or ColumnKind.Uuid) => ColumnType.Binary,
            (ColumnKind.List, ColumnKind.List) => Children(first, second) is [var element] ? ColumnType.List(element) : null,
            (ColumnKind.Map, ColumnKind.Map) => Children(first, second) is [var key, var value] ? ColumnType.Map(key, value) : null,
            (ColumnKind.Struct, ColumnKind.Struct) when HaveOneForm(first, second) => Children(first, second) is { IsDefault: false } members ? ColumnType.Struct(members.AsSpan()) : null,
            _ => null,
        };
    }

    /// <summary>The columns of two schemas, those of the first one first; a column that one of them lacks is nullable.</summary>
    /// <returns>Null where a column has no common type.</returns>
    public static Schema? Of(Schema first, Schema second)
    {
        var fields = new List<Field>(first.Fields.Length);
        foreach (var field in first.Fields)
        {
            if (!second.TryGet(field.Name, out var other))
            {
                fields.Add(field with { IsNullable = true });
            }
            else if (Of(field, other) is { } common)
            {
                fields.Add(common);
            }
            else
            {
                return null;
            }
        }
        fields.AddRange(second.Fields.Where(f => !first.Contains(f.Name)).Select(f => f with { IsNullable = true }));
        return new Schema(fields);
    }

    private static Field? Of(Field first, Field second) =>
        Of(first.Type, second.Type) is { } type ? new Field(first.Name, type, first.IsNullable || second.IsNullable) : null;

    private static ColumnType? Integer(ColumnType first, ColumnType second)
    {
        if (first.IsUnsigned == second.IsUnsigned)
        {
            return Bits(first) >= Bits(second) ? first : second;
        }
        var (signed, unsigned) = first.IsUnsigned ? (second, first) : (first, second);
        return Math.Max(Bits(signed), 2 * Bits(unsigned)) switch
        {
            16 => ColumnType.Int16,
            32 => ColumnType.Int32,
            64 => ColumnType.Int64,
            _ => null,
        };
    }

    private static int Bits(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int8 or ColumnKind.UInt8 => 8,
        ColumnKind.Int16 or ColumnKind.UInt16 => 16,
        ColumnKind.Int32 or ColumnKind.UInt32 => 32,
        _ => 64,
    };

    private static ColumnType? Decimal(ColumnType first, ColumnType second)
    {
        var scale = Math.Max(first.Scale, second.Scale);
        var digits = Math.Max(first.Precision - first.Scale, second.Precision - second.Scale) + scale;
        return digits <= 38 ? ColumnType.Decimal(digits, scale) : null;
    }

    private static bool HaveOneForm(ColumnType first, ColumnType second) =>
        first.Children.Select(c => c.Name).SequenceEqual(second.Children.Select(c => c.Name));

    private static ImmutableArray<Field> Children(ColumnType first, ColumnType second)
    {
        var children = ImmutableArray.CreateBuilder<Field>(first.Children.Length);
        foreach (var (a, b) in first.Children.Zip(second.Children))
        {
            if (Of(a, b) is not { } common)
            {
                return default;
            }
            children.Add(common);
        }
        return children.MoveToImmutable();
    }
}
