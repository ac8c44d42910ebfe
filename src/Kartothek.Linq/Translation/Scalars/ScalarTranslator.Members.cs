using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <content>Members of the record, and members of their values.</content>
internal sealed partial class ScalarTranslator
{
    private Operand? Member(MemberExpression node)
    {
        if (node.Expression is null) return Fail(Reasons.NotEvaluated(node));
        if (IsRow(node.Expression)) return RecordMember(node);
        return Visit(node.Expression) is { } instance ? Part(instance, node) : null;
    }

    private bool IsRow(Expression node) => node switch
    {
        ParameterExpression parameter => parameter == _row,
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.TypeAs } convert =>
            convert.Type.IsAssignableFrom(convert.Operand.Type) && IsRow(convert.Operand),
        _ => false,
    };

    private Operand.Column? RecordMember(MemberExpression node)
    {
        if (!_map.TryGetMember(node.Member, out var member)) return Fail(Reasons.NotMapped(node.Member.Name));
        if (!_members.Contains(member)) _members.Add(member);
        if (member.Column.Type.IsNested) return Fail(Reasons.Nested(member));

        Scalar scalar = Scalar.Column(member.Column);
        if (scalar.Type.Kind == ColumnKind.Null)
        {
            if (TypeOf(member.ValueType) is not { } type) return Fail(Reasons.NotEvaluated(node));
            scalar = Scalar.Convert(scalar, type);
        }

        // A float rounds what it reads from a column of doubles, and predicates see the rounded value. Integers aren't rounded, so that none is lost.
        if (member.ValueType == typeof(float) && scalar.Type.Kind == ColumnKind.Double) scalar = Scalar.Convert(scalar, ColumnType.Float);
        if (member.ValueType == typeof(Half) && scalar.Type.IsFloating) scalar = Scalar.Convert(scalar, ColumnType.Half);
        if (member.ReadsNullAsNaN) scalar = ScalarConversion.NullAsNaN(scalar);
        return new(scalar, node.Type, member.IsEnumByName ? member.ValueType : null);
    }

    private Operand? Part(Operand instance, MemberExpression node)
    {
        if (instance is not Operand.Column column) return Fail(Reasons.NotEvaluated(node));
        if (Nullable.GetUnderlyingType(column.Type) is not null)
        {
            return node.Member.Name switch
            {
                "HasValue" => Condition(Scalar.IsNotNull(column.Scalar)),
                "Value" => column with { Type = node.Type },
                _ => Fail(Reasons.NotEvaluated(node)),
            };
        }

        if (column.NamedEnum is not null || FunctionOf(column.Type, node.Member.Name) is not { } function) return Fail(Reasons.NotEvaluated(node));
        return column.Scalar.Type.Kind is ColumnKind.String or ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.Time
            ? new Operand.Column(Scalar.Apply(function, column.Scalar), node.Type)
            : Fail(Reasons.NotEvaluated(node));
    }

    private static ScalarFunction? FunctionOf(Type type, string member)
    {
        if (type == typeof(string)) return member == "Length" ? ScalarFunction.StringLength : null;
        var isTime = type == typeof(DateTime) || type == typeof(DateTimeOffset);
        if (isTime || type == typeof(DateOnly))
        {
            switch (member)
            {
                case "Year": return ScalarFunction.Year;
                case "Month": return ScalarFunction.Month;
                case "Day": return ScalarFunction.Day;
                case "DayOfYear": return ScalarFunction.DayOfYear;
                case "DayOfWeek": return ScalarFunction.DayOfWeek;
                case "Date" when isTime: return ScalarFunction.Date;
            }
        }

        return isTime || type == typeof(TimeOnly)
            ? member switch
            {
                "Hour" => ScalarFunction.Hour,
                "Minute" => ScalarFunction.Minute,
                "Second" => ScalarFunction.Second,
                _ => null,
            }
            : null;
    }

    private Operand? Conversion(UnaryExpression node)
    {
        if (Visit(node.Operand) is not { } operand) return null;
        var (from, to) = (operand.ValueType, Nullable.GetUnderlyingType(node.Type) ?? node.Type);
        if (operand is Operand.Row) return to.IsAssignableFrom(from) ? operand with { Type = node.Type } : Fail(Reasons.NotEvaluated(node));
        if (operand is not Operand.Column column) return Fail(Reasons.NotEvaluated(node));
        if (from == to || (!from.IsValueType && to.IsAssignableFrom(from))) return column with { Type = node.Type };

        // Between an enum and its numbers.
        if (from.IsEnum) from = Enum.GetUnderlyingType(from);
        if (to.IsEnum) to = Enum.GetUnderlyingType(to);
        if (NumericTypes.IsInteger(from) && NumericTypes.IsInteger(to))
            return NumericTypes.Widens(from, to) ? column with { Type = node.Type } : Fail(Reasons.Narrowing(node));
        if (column.NamedEnum is not null) return Fail(Reasons.NotEvaluated(node));
        if (NumericTypes.IsInteger(from) && to == typeof(decimal)) return column with { Type = node.Type };
        if (NumericTypes.IsFloating(from) && NumericTypes.Widens(from, to)) return column with { Type = node.Type };
        return NumericTypes.IsInteger(from) && (to == typeof(double) || to == typeof(float))
            ? new Operand.Column(Scalar.Convert(column.Scalar, ScalarConversion.NumberOf(to)!), node.Type)
            : Fail(Reasons.Narrowing(node));
    }

    private static ColumnType? TypeOf(Type type)
    {
        if (type.IsEnum || type == typeof(string)) return ColumnType.String;
        if (ScalarConversion.NumberOf(type) is { } number) return number;
        return type == typeof(bool) ? ColumnType.Boolean
            : type == typeof(DateOnly) ? ColumnType.Date
            : type == typeof(DateTime) ? ColumnType.Timestamp(ColumnUnit.Microsecond)
            : type == typeof(DateTimeOffset) ? ColumnType.Timestamp(ColumnUnit.Microsecond, isUtc: true)
            : type == typeof(TimeOnly) || type == typeof(TimeSpan) ? ColumnType.Time(ColumnUnit.Microsecond)
            : type == typeof(Guid) ? ColumnType.Uuid
            : type == typeof(byte[]) ? ColumnType.Binary
            : type == typeof(decimal) ? ColumnType.Decimal(38, 10)
            : null;
    }
}
