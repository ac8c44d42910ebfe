using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Translates keys and arguments of aggregates over groups into scalars with exactly their values, and remembers the members that mustn't be null.</summary>
internal sealed class GroupScalars(DatasetScan scan)
{
    private readonly List<string> _required = [];

    /// <summary>Why the last one wasn't translated.</summary>
    public string? Reason { get; private set; }

    private Scalar Condition { get; } = scan.Conjuncts.IsEmpty ? Scalar.True : Scalar.And(scan.Conjuncts);

    /// <summary>The scan, with the columns whose nulls are errors.</summary>
    public DatasetScan Scan =>
        scan.WithConjuncts(scan.Conjuncts, [.. scan.Required.Concat(_required).Distinct().Where(c => NullAnalysis.MayHold(Condition, c))]);

    /// <summary>The value of a lambda over a record. Where its C# type takes no null, C# would throw on one, and a scalar that may be null isn't translated.</summary>
    public Scalar? Value(LambdaExpression lambda)
    {
        var value = Note(ScalarTranslator.Value(lambda, scan.Source.Map));
        if (value is null) return null;
        if (!ColumnFit.Fits(lambda.ReturnType, value.Type)) return Fail(Reasons.NotEvaluated(lambda.Body));
        if (lambda.ReturnType.IsValueType && Nullable.GetUnderlyingType(lambda.ReturnType) is null && MayBeNull(value))
            return Fail($"'{LambdaText.Print(lambda.Body)}' throws where it is null");
        return value;
    }

    /// <summary>A part of a key; enums by name are told apart by their names.</summary>
    public GroupKeyPart? Key(LambdaExpression lambda)
    {
        if (lambda.Body is MemberExpression { Expression: { } row } node && row == lambda.Parameters[0]
            && scan.Source.Map.TryGetMember(node.Member, out var member) && member.IsEnumByName && member.Type == node.Type)
        {
            var name = Note(new(Scalar.Column(member.Column), null, [member]))!;
            return new(name, member.Type, IsFiner: true);
        }
        if (Value(lambda) is not { } value) return null;
        var type = Nullable.GetUnderlyingType(lambda.ReturnType) ?? lambda.ReturnType;
        if (!GroupAggregate.IsKey(value.Type) || type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>))
        {
            Fail($"'{LambdaText.Print(lambda.Body)}' is compared by reference");
            return null;
        }
        var isFiner = value.Type.Kind is ColumnKind.Timestamp or ColumnKind.Time && value.Type.Unit == ColumnUnit.Nanosecond;
        return new(value, lambda.ReturnType, isFiner);
    }

    /// <summary>A condition on a record.</summary>
    public Scalar? Test(LambdaExpression lambda) => Note(ScalarTranslator.Condition(lambda, scan.Source.Map)) is { } test && !MayThrow(test, lambda) ? test : null;

    /// <summary>The argument of an aggregate: where it throws, LINQ does for the groups only that are asked for.</summary>
    public Scalar? Argument(LambdaExpression lambda) => Value(lambda) is { } value && !MayThrow(value, lambda) ? value : null;

    private Scalar? Note(Translated translated)
    {
        if (translated.Scalar is null) return Fail(translated.Reason);
        _required.AddRange(translated.Members.Where(m => !m.AcceptsNull && !m.ReadsNullAsNaN && m.Column.IsNullable).Select(m => m.Column.Name));
        return translated.Scalar;
    }

    private Scalar? Fail(string? reason)
    {
        Reason = reason;
        return null;
    }

    private bool MayThrow(Scalar scalar, LambdaExpression lambda)
    {
        if (!Divides(scalar)) return false;
        Fail($"'{LambdaText.Print(lambda.Body)}' can throw");
        return true;
    }

    // Conversions of members that don't fit throw where records are made, too.
    private static bool Divides(Scalar scalar) =>
        scalar is ArithmeticScalar arithmetic && (arithmetic.IsChecked
            || (arithmetic.Operator is ArithmeticOperator.Divide or ArithmeticOperator.Remainder && !arithmetic.Type.IsFloating))
        || scalar.Operands.Any(Divides);

    private bool MayBeNull(Scalar scalar) => scalar switch
    {
        ColumnScalar column => !_required.Contains(column.Name) && NullAnalysis.MayHold(Condition, column.Name)
            && (!scan.Source.Map.Schema.TryGet(column.Name, out var field) || field.IsNullable),
        ConstantScalar constant => constant.Value is null,
        CoalesceScalar coalesce => coalesce.Operands.All(MayBeNull),
        ConditionalScalar conditional => MayBeNull(conditional.WhenTrue) || MayBeNull(conditional.WhenFalse),
        IsNullScalar or ComparisonScalar or InScalar or StringMatchScalar or NotScalar or LogicalScalar => false,
        _ => scalar.Operands.Any(MayBeNull),
    };
}
