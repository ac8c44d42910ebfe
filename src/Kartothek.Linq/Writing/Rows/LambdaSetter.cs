using System.Linq.Expressions;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>A member and a lambda that gives its new value.</summary>
/// <typeparam name="T">The member's type.</typeparam>
/// <param name="property">Names the member.</param>
/// <param name="value">The value, of the record as it was.</param>
internal sealed class LambdaSetter<T>(LambdaExpression property, LambdaExpression value) : RecordSetter
{
    /// <inheritdoc/>
    public override ColumnSetter Build(RecordMap map, string where, out string? residual)
    {
        residual = null;
        var named = MemberColumns.MembersOf(property).ToList();
        if (named.Count != 1 || !map.TryGetMember(named[0], out var member))
        {
            throw named.Count == 1 ? RowWriteErrors.NotMapped(property, where) : RowWriteErrors.NotAMember(property);
        }
        if (member.Column.Type.Kind == ColumnKind.Null)
        {
            // Only nulls were written so far, so that the member says the type.
            member = member with { Column = member.Column with { Type = WriteMap.TypeOf(map.RecordType, member.Member) } };
        }
        var column = member.Column;
        if (column.Type.IsNested)
        {
            throw RowWriteErrors.NestedSet(member, where);
        }
        var acceptsNull = member.AcceptsNull && column.IsNullable;
        var lambda = (LambdaExpression)Preprocessor.Process(value);
        if (lambda.Body is ConstantExpression or DefaultExpression)
        {
            return new(column.Name, ConstantOf(member, lambda, acceptsNull, where));
        }
        if (!member.IsEnumByName && ScalarTranslator.Value(lambda, map) is var translated)
        {
            if (translated.Scalar is { } scalar && SameFamily(scalar.Type, column.Type))
            {
                return new(column.Name, scalar);
            }
            residual = $"{LambdaText.Print(property)} = {LambdaText.Print(lambda)}: {translated.Reason ?? $"it gives {translated.Scalar!.Type}"}";
        }
        residual ??= $"{LambdaText.Print(property)} = {LambdaText.Print(lambda)}: the column holds the names of the enum";
        var target = new WriteTarget(typeof(T), column.Name, column.Type, acceptsNull, $"{ConstantText.TypeName(map.RecordType)}.{member.Name}", Truncates: false);
        return new(column.Name, Computation(map, lambda, target, where));
    }

    private static ColumnComputation Computation(RecordMap map, LambdaExpression lambda, WriteTarget target, string where)
    {
        var body = lambda.Body.Type == typeof(T) ? lambda.Body : Expression.Convert(lambda.Body, typeof(T));
        var values = RecordValues<T>.Of(map, Expression.Lambda(body, lambda.Parameters), [], where);
        return new(values.Columns, target.ColumnType, () =>
        {
            var run = values.Start();
            var numbers = new BlockNumbers { Where = $"of a file of dataset '{where}'" };
            var filler = PartFiller<T>.Of(target, numbers);
            return block =>
            {
                numbers.Block = block;
                var computed = run(block);
                filler.Start(block.Length);
                filler.Fill(computed, 0, block.Length, 0, null);
                numbers.Block = null;
                return filler.Finish(block.Length);
            };
        });
    }

    private static Scalar ConstantOf(MemberMap member, LambdaExpression lambda, bool acceptsNull, string where)
    {
        var constant = lambda.Body is ConstantExpression { Value: var given } ? given : lambda.Body.Type.IsValueType ? Activator.CreateInstance(lambda.Body.Type) : null;
        var type = member.Column.Type;
        if (constant is null)
        {
            return acceptsNull ? Scalar.Null(type) : throw RowWriteErrors.NullSet(map: member, where);
        }
        if (member.IsEnumByName)
        {
            constant = Enum.GetName(member.ValueType, constant);
        }
        else if (constant is DateTime { Kind: DateTimeKind.Local } local && type.IsUtc)
        {
            constant = local.ToUniversalTime();
        }
        return (constant is null ? null : ScalarConversion.ConstantOf(constant, type)) ?? throw RowWriteErrors.ConstantDoesNotFit(member, LambdaText.Print(lambda.Body), where);
    }

    // What Core converts by itself, each value checked.
    private static bool SameFamily(ColumnType value, ColumnType column) =>
        value == column || (value.IsInteger && column.IsInteger) || (value.IsFloating && column.IsFloating && column.Kind == ColumnKind.Double);
}
