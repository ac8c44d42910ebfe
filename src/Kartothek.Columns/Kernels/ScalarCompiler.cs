using System.Numerics;
using System.Text;

namespace Kartothek.Columns;

/// <summary>Makes kernels of an expression, each for its operands' storage, so that running them decides nothing per row.</summary>
/// <remarks>
/// The largest parts that read one column and can't throw are set apart (<see cref="OneColumnPredicate"/>, <see cref="OneColumnKernel"/>):
/// over a dictionary they run once per entry.
/// </remarks>
internal sealed class ScalarCompiler(Schema schema)
{
    // Whether the part being compiled is inside of one that is set apart already.
    private bool _isSetApart;

    internal PredicateKernel CompilePredicate(Scalar scalar)
    {
        if (scalar.Type.Kind != ColumnKind.Boolean) throw ColumnsErrors.NoPredicate(scalar);
        if (ColumnToSetApart(scalar) is not { } ordinal || scalar is IsNullScalar { Operand: ColumnScalar }) return Predicate(scalar);
        _isSetApart = true;
        var kernel = Predicate(scalar);
        _isSetApart = false;
        return new OneColumnPredicate(kernel, ordinal);
    }

    internal ValueKernel CompileValue(Scalar scalar)
    {
        if (scalar is ColumnScalar || ColumnToSetApart(scalar) is not { } ordinal) return Value(scalar);
        _isSetApart = true;
        var kernel = Value(scalar);
        _isSetApart = false;
        return new OneColumnKernel(kernel, ordinal);
    }

    private int? ColumnToSetApart(Scalar scalar) =>
        !_isSetApart && !scalar.CanThrow && scalar.ColumnNames() is [var name] && schema.TryGet(name, out var field) && !field.Type.IsNested
            ? schema.IndexOf(name) : null;

    private int Ordinal(ColumnScalar column) =>
        !schema.TryGet(column.Name, out var field) ? throw ColumnsErrors.NoColumn(column, schema)
        : field.Type == column.Type ? schema.IndexOf(column.Name)
        : throw ColumnsErrors.ColumnOfAnotherType(column, field.Type);

    private PredicateKernel Predicate(Scalar scalar) => scalar switch
    {
        ConstantScalar constant => new ConstantPredicate(constant.Value is true),
        ComparisonScalar comparison => Comparison(comparison),
        LogicalScalar logical => new LogicalPredicate(
            logical.Operator == LogicalOperator.And,
            [.. logical.Terms.Select(CompilePredicate)],
            [.. logical.Terms.Select(t => t.CanThrow)]),
        NotScalar not => new NotPredicate(CompilePredicate(not.Operand)),
        IsNullScalar isNull => new IsNullPredicate(CompileValue(isNull.Operand)),
        InScalar isIn => In(isIn),
        StringMatchScalar match => new StringMatchPredicate(match.Match, CompileValue(match.Operand), Encoding.UTF8.GetBytes(match.Text)),
        _ => new BooleanPredicate(Value(scalar)),
    };

    private ValueKernel Value(Scalar scalar) => scalar switch
    {
        ColumnScalar column => new ColumnKernel(Ordinal(column)),
        ConstantScalar constant => new ConstantKernel(constant),
        ArithmeticScalar arithmetic => ArithmeticOf(arithmetic),
        ConvertScalar convert => Conversions.Create(CompileValue(convert.Operand), convert.Operand.Type, convert.Type, convert.IsChecked),
        FunctionScalar function => Function(function),
        CoalesceScalar coalesce => Coalesce(coalesce),
        ConditionalScalar conditional => new ChoiceKernel(
            CompilePredicate(conditional.Test), CompileValue(conditional.WhenTrue), CompileValue(conditional.WhenFalse), ResultBuilder(conditional.Type)),
        _ => new PredicateValueKernel(Predicate(scalar)),
    };

    // A constant on the left is exchanged to the right; that of two constants doesn't matter.
    private PredicateKernel Comparison(ComparisonScalar comparison)
    {
        var (symbol, left, right) = comparison.Left is ConstantScalar && comparison.Right is not ConstantScalar
            ? (Comparisons.Mirror(comparison.Operator), comparison.Right, comparison.Left)
            : (comparison.Operator, comparison.Left, comparison.Right);
        return left.Type.Storage switch
        {
            ColumnStorage.Boolean => Comparison<bool, byte>(symbol, left, right),
            ColumnStorage.Int32 or ColumnStorage.None => Comparison<int, int>(symbol, left, right),
            ColumnStorage.UInt32 => Comparison<uint, uint>(symbol, left, right),
            ColumnStorage.Int64 => Comparison<long, long>(symbol, left, right),
            ColumnStorage.UInt64 => Comparison<ulong, ulong>(symbol, left, right),
            ColumnStorage.Float => Comparison<float, float>(symbol, left, right),
            ColumnStorage.Double => Comparison<double, double>(symbol, left, right),
            ColumnStorage.Int128 => Comparison<Int128, Int128>(symbol, left, right),
            ColumnStorage.Bytes => BytesComparison(symbol, left, right),
            _ => throw ColumnsErrors.OperandsDiffer("compare", left, right),
        };
    }

    private PredicateKernel Comparison<T, TComparable>(ComparisonOperator comparison, Scalar left, Scalar right)
        where T : unmanaged
        where TComparable : unmanaged, IComparisonOperators<TComparable, TComparable, bool>
    {
        if (right is not ConstantScalar { Value: T constant }) return new ComparePredicate<T, TComparable>(comparison, CompileValue(left), CompileValue(right));

        // (x ?? c) ∘ d → for null the answer of c ∘ d, so that the values needn't be copied to put c in.
        return left is CoalesceScalar { Fallback: ConstantScalar { Value: T fallback } } coalesce
            ? new CompareConstantPredicate<T, TComparable>(
                comparison, CompileValue(coalesce.Operand), constant,
                Comparisons.Test(comparison, System.Runtime.CompilerServices.Unsafe.BitCast<T, TComparable>(fallback), System.Runtime.CompilerServices.Unsafe.BitCast<T, TComparable>(constant)))
            : new CompareConstantPredicate<T, TComparable>(comparison, CompileValue(left), constant, Comparisons.HoldsOfNull(comparison, areBothNull: false));
    }

    private PredicateKernel BytesComparison(ComparisonOperator comparison, Scalar left, Scalar right)
    {
        var isText = left.Type.Kind == ColumnKind.String;
        var answerForNull = Comparisons.HoldsOfNull(comparison, areBothNull: false);
        return right switch
        {
            ConstantScalar { Value: string text } when !Utf8Order.IsWellFormed(text) => new LoneSurrogatePredicate(comparison, CompileValue(left), text, answerForNull),
            ConstantScalar { Value: string text } => new BytesConstantPredicate(comparison, CompileValue(left), Encoding.UTF8.GetBytes(text), isText, answerForNull),
            ConstantScalar { Value: byte[] bytes } => new BytesConstantPredicate(comparison, CompileValue(left), bytes, isText, answerForNull),
            _ => new BytesComparePredicate(comparison, CompileValue(left), CompileValue(right), isText),
        };
    }

    private PredicateKernel In(InScalar isIn)
    {
        var operand = CompileValue(isIn.Operand);
        var hasNull = isIn.Values.Contains(null);
        return isIn.Operand.Type.Storage switch
        {
            ColumnStorage.Boolean => new InPredicate<bool>(operand, Values<bool>(), hasNull),
            ColumnStorage.Int32 or ColumnStorage.None => new InPredicate<int>(operand, Values<int>(), hasNull),
            ColumnStorage.UInt32 => new InPredicate<uint>(operand, Values<uint>(), hasNull),
            ColumnStorage.Int64 => new InPredicate<long>(operand, Values<long>(), hasNull),
            ColumnStorage.UInt64 => new InPredicate<ulong>(operand, Values<ulong>(), hasNull),
            ColumnStorage.Float => new InPredicate<float>(operand, Values<float>(), hasNull),
            ColumnStorage.Double => new InPredicate<double>(operand, Values<double>(), hasNull),
            ColumnStorage.Int128 => new Int128InPredicate(operand, Values<Int128>(), hasNull),

            // A text with a lone surrogate equals none that has a UTF-8 form.
            ColumnStorage.Bytes when isIn.Operand.Type.Kind == ColumnKind.String => new BytesInPredicate(
                operand, [.. isIn.Values.OfType<string>().Where(Utf8Order.IsWellFormed).Select(Encoding.UTF8.GetBytes)], hasNull),
            _ => new BytesInPredicate(operand, [.. isIn.Values.OfType<byte[]>()], hasNull),
        };

        T[] Values<T>() => [.. isIn.Values.OfType<T>()];
    }

    private ValueKernel ArithmeticOf(ArithmeticScalar arithmetic) => arithmetic.Type.Storage switch
    {
        ColumnStorage.Int32 => ArithmeticOf<int>(arithmetic),
        ColumnStorage.UInt32 => ArithmeticOf<uint>(arithmetic),
        ColumnStorage.Int64 => ArithmeticOf<long>(arithmetic),
        ColumnStorage.UInt64 => ArithmeticOf<ulong>(arithmetic),
        ColumnStorage.Float => ArithmeticOf<float>(arithmetic),
        _ => ArithmeticOf<double>(arithmetic),
    };

    private ValueKernel ArithmeticOf<T>(ArithmeticScalar arithmetic)
        where T : unmanaged, INumber<T>
    {
        var left = CompileValue(arithmetic.Left);
        var right = CompileValue(arithmetic.Right);
        return arithmetic.OperationCanThrow
            ? new CheckedArithmeticKernel<T>(arithmetic.Operator, left, right, arithmetic.Type)
            : new ArithmeticKernel<T>(arithmetic.Operator, left, right, arithmetic.Type);
    }

    private ValueKernel Function(FunctionScalar function)
    {
        var operand = CompileValue(function.Operand);
        return function.Function switch
        {
            ScalarFunction.StringLength => new StringLengthKernel(operand),
            ScalarFunction.Negate => function.Type.Storage switch
            {
                ColumnStorage.Int32 => new MapKernel<int, int, Functions.Negation<int>>(operand, function.Type, default),
                ColumnStorage.Int64 => new MapKernel<long, long, Functions.Negation<long>>(operand, function.Type, default),
                ColumnStorage.Float => new MapKernel<float, float, Functions.Negation<float>>(operand, function.Type, default),
                _ => new MapKernel<double, double, Functions.Negation<double>>(operand, function.Type, default),
            },
            _ => Functions.OfTime(function.Function, operand, function.Operand.Type, function.Type),
        };
    }

    private ValueKernel Coalesce(CoalesceScalar coalesce)
    {
        var operand = CompileValue(coalesce.Operand);
        return coalesce.Fallback switch
        {
            ConstantScalar { Value: bool fallback } => new CoalesceConstantKernel<bool>(operand, fallback, coalesce.Type),
            ConstantScalar { Value: int fallback } => new CoalesceConstantKernel<int>(operand, fallback, coalesce.Type),
            ConstantScalar { Value: uint fallback } => new CoalesceConstantKernel<uint>(operand, fallback, coalesce.Type),
            ConstantScalar { Value: long fallback } => new CoalesceConstantKernel<long>(operand, fallback, coalesce.Type),
            ConstantScalar { Value: ulong fallback } => new CoalesceConstantKernel<ulong>(operand, fallback, coalesce.Type),
            ConstantScalar { Value: float fallback } => new CoalesceConstantKernel<float>(operand, fallback, coalesce.Type),
            ConstantScalar { Value: double fallback } => new CoalesceConstantKernel<double>(operand, fallback, coalesce.Type),
            ConstantScalar { Value: Int128 fallback } => new CoalesceConstantKernel<Int128>(operand, fallback, coalesce.Type),
            _ => new ChoiceKernel(new IsNullPredicate(operand), CompileValue(coalesce.Fallback), CompileValue(coalesce.Operand), ResultBuilder(coalesce.Type)),
        };
    }

    private static IResultBuilder ResultBuilder(ColumnType type) => type.Storage switch
    {
        ColumnStorage.Boolean => new FlatResultBuilder<bool>(type),
        ColumnStorage.Int32 or ColumnStorage.None => new FlatResultBuilder<int>(type),
        ColumnStorage.UInt32 => new FlatResultBuilder<uint>(type),
        ColumnStorage.Int64 => new FlatResultBuilder<long>(type),
        ColumnStorage.UInt64 => new FlatResultBuilder<ulong>(type),
        ColumnStorage.Float => new FlatResultBuilder<float>(type),
        ColumnStorage.Double => new FlatResultBuilder<double>(type),
        ColumnStorage.Int128 => new FlatResultBuilder<Int128>(type),
        _ => new BytesResultBuilder(type),
    };
}
