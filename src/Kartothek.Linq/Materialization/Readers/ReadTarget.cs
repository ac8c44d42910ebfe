using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>What a column, or a part of a nested column, is read into.</summary>
/// <param name="Type">The .NET type.</param>
/// <param name="Column">The column's name.</param>
/// <param name="ColumnType">The column's type.</param>
/// <param name="AcceptsNull">Whether the target may hold null.</param>
/// <param name="Member">The member's name with its record, for messages.</param>
internal sealed record ReadTarget(Type Type, string Column, ColumnType ColumnType, bool AcceptsNull, string Member)
{
    /// <summary>The type without <see cref="Nullable{T}"/>.</summary>
    public Type ValueType { get; } = Nullable.GetUnderlyingType(Type) ?? Type;

    /// <summary>The column's type; for a column of the null type the one that the target is made for.</summary>
    public ColumnType ReadType { get; } = ColumnType.Kind == ColumnKind.Null ? NaturalType(Nullable.GetUnderlyingType(Type) ?? Type) : ColumnType;

    /// <summary>Whether null becomes NaN.</summary>
    public bool ReadsNullAsNaN => Type == typeof(double) || Type == typeof(float) || Type == typeof(Half);

    /// <summary>The target of a record's member.</summary>
    public static ReadTarget Of(MemberMap member) =>
        new(member.Type, member.Column.Name, member.Column.Type, member.AcceptsNull, $"{ConstantText.TypeName(member.Member.DeclaringType!)}.{member.Name}");

    /// <summary>The target of a list's element, or of a map's key or value. A reference there may be null.</summary>
    public ReadTarget Part(Type type, ColumnType columnType) =>
        new(type, Column, columnType, !type.IsValueType || Nullable.GetUnderlyingType(type) is not null, Member);

    private static ColumnType NaturalType(Type type) => ColumnFit.KindOf(type) switch
    {
        ColumnKind.Boolean => ColumnType.Boolean,
        ColumnKind.Int64 => ColumnType.Int64,
        ColumnKind.Double => ColumnType.Double,
        ColumnKind.Decimal => ColumnType.Decimal(18, 0),
        ColumnKind.Timestamp => ColumnType.Timestamp(ColumnUnit.Microsecond, isUtc: type == typeof(DateTimeOffset)),
        ColumnKind.Time => ColumnType.Time(ColumnUnit.Microsecond),
        ColumnKind.Date => ColumnType.Date,
        ColumnKind.Uuid => ColumnType.Uuid,
        ColumnKind.Binary => ColumnType.Binary,
        ColumnKind.List => ColumnType.List(new("item", ColumnType.Null)),
        ColumnKind.Map => ColumnType.Map(new("key", ColumnType.Null), new("value", ColumnType.Null)),
        _ => ColumnType.String,
    };
}
