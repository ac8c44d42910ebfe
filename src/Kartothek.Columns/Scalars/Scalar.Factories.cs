using System.Collections.Immutable;

namespace Kartothek.Columns;

/// <content>Builders, which check what the constructors of the nodes take on trust, and simplify where that changes no row's result.</content>
public abstract partial record Scalar
{
    /// <summary>The constant <c>true</c>.</summary>
    public static ConstantScalar True { get; } = new(true, ColumnType.Boolean);

    /// <summary>The constant <c>false</c>.</summary>
    public static ConstantScalar False { get; } = new(false, ColumnType.Boolean);

    /// <summary>The value of a column.</summary>
    public static ColumnScalar Column(string name, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(type);
        return new(name, type);
    }

    /// <summary>The value of a column.</summary>
    public static ColumnScalar Column(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new(field.Name, field.Type);
    }

    /// <summary>A constant, or null.</summary>
    /// <param name="value">
    /// Null; or the value as .NET has it: any integer for an integer type, <see cref="float"/> or <see cref="double"/>, <see cref="decimal"/>,
    /// <see cref="DateOnly"/>, <see cref="DateTime"/> (its clock, whatever its kind) or <see cref="DateTimeOffset"/> (its instant) for a timestamp,
    /// <see cref="TimeOnly"/> or <see cref="TimeSpan"/>, <see cref="Guid"/>; or the value in the storage of the type (see <see cref="ConstantScalar.Value"/>).
    /// </param>
    /// <param name="type">The type, which must have exactly that value: nothing is rounded.</param>
    /// <exception cref="KartothekException">The value isn't one of the type (<see cref="ErrorKind.Invalid"/>).</exception>
    public static ConstantScalar Constant(object? value, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return NaturalValue.Store(value, type) is var stored && stored is bool b ? (b ? True : False) : new(stored, type);
    }

    /// <summary>The null of a type.</summary>
    public static ConstantScalar Null(ColumnType type) => Constant(null, type);

    /// <summary>A comparison of two operands of one type.</summary>
    /// <exception cref="KartothekException">The types differ, or are nested (<see cref="ErrorKind.Invalid"/>).</exception>
    public static Scalar Compare(ComparisonOperator comparison, Scalar left, Scalar right)
    {
        var scalar = new ComparisonScalar(comparison, left, right);
        if (left.Type != right.Type || left.Type.IsNested) throw ColumnsErrors.OperandsDiffer("compare", left, right);
        return scalar;
    }

    /// <summary>left == right</summary>
    /// <inheritdoc cref="Compare"/>
    public static Scalar Equal(Scalar left, Scalar right) => Compare(ComparisonOperator.Equal, left, right);

    /// <summary>left != right</summary>
    /// <inheritdoc cref="Compare"/>
    public static Scalar NotEqual(Scalar left, Scalar right) => Compare(ComparisonOperator.NotEqual, left, right);

    /// <summary>left &lt; right</summary>
    /// <inheritdoc cref="Compare"/>
    public static Scalar Less(Scalar left, Scalar right) => Compare(ComparisonOperator.Less, left, right);

    /// <summary>left &lt;= right</summary>
    /// <inheritdoc cref="Compare"/>
    public static Scalar LessOrEqual(Scalar left, Scalar right) => Compare(ComparisonOperator.LessOrEqual, left, right);

    /// <summary>left &gt; right</summary>
    /// <inheritdoc cref="Compare"/>
    public static Scalar Greater(Scalar left, Scalar right) => Compare(ComparisonOperator.Greater, left, right);

    /// <summary>left &gt;= right</summary>
    /// <inheritdoc cref="Compare"/>
    public static Scalar GreaterOrEqual(Scalar left, Scalar right) => Compare(ComparisonOperator.GreaterOrEqual, left, right);

    /// <summary>All terms hold. Nested conjunctions are flattened, repeated terms and <c>true</c> dropped, and what stands behind a <c>false</c> is never reached.</summary>
    /// <exception cref="KartothekException">A term isn't a boolean (<see cref="ErrorKind.Invalid"/>).</exception>
    public static Scalar And(params ReadOnlySpan<Scalar> terms) => Logical(LogicalOperator.And, terms);

    /// <inheritdoc cref="And(ReadOnlySpan{Scalar})"/>
    public static Scalar And(IEnumerable<Scalar> terms) => Logical(LogicalOperator.And, [.. terms]);

    /// <summary>One term holds. Nested disjunctions are flattened, repeated terms and <c>false</c> dropped, and what stands behind a <c>true</c> is never reached.</summary>
    /// <inheritdoc cref="And(ReadOnlySpan{Scalar})"/>
    public static Scalar Or(params ReadOnlySpan<Scalar> terms) => Logical(LogicalOperator.Or, terms);

    /// <inheritdoc cref="Or(ReadOnlySpan{Scalar})"/>
    public static Scalar Or(IEnumerable<Scalar> terms) => Logical(LogicalOperator.Or, [.. terms]);

    /// <summary>The operand doesn't hold.</summary>
    /// <remarks>
    /// not true → false; not not p → p where p is two-valued; not (a = b) → a != b and back. The other comparisons aren't
    /// flipped: <c>null &lt; 5</c> and <c>null &gt;= 5</c> are both false.
    /// </remarks>
    /// <exception cref="KartothekException">The operand isn't a boolean (<see cref="ErrorKind.Invalid"/>).</exception>
    public static Scalar Not(Scalar operand)
    {
        RequireBoolean(operand, "negate");
        return operand switch
        {
            ConstantScalar constant => constant.Value is true ? False : True,
            NotScalar { Operand.IsTwoValued: true } not => not.Operand,
            ComparisonScalar { Operator: ComparisonOperator.Equal } equal => equal with { Operator = ComparisonOperator.NotEqual },
            ComparisonScalar { Operator: ComparisonOperator.NotEqual } unequal => unequal with { Operator = ComparisonOperator.Equal },
            _ => new NotScalar(operand),
        };
    }

    /// <summary>The operand is null.</summary>
    public static Scalar IsNull(Scalar operand)
    {
        ArgumentNullException.ThrowIfNull(operand);
        return new IsNullScalar(operand);
    }

    /// <summary>The operand isn't null.</summary>
    public static Scalar IsNotNull(Scalar operand) => Not(IsNull(operand));

    /// <summary>The operand equals one of the values (see <see cref="InScalar"/>).</summary>
    /// <param name="operand">What is looked up.</param>
    /// <param name="values">Values as <see cref="Constant"/> takes them for the operand's type, or null. May be empty.</param>
    /// <exception cref="KartothekException">A value isn't one of the operand's type (<see cref="ErrorKind.Invalid"/>).</exception>
    public static Scalar In(Scalar operand, IEnumerable<object?> values)
    {
        ArgumentNullException.ThrowIfNull(operand);
        ArgumentNullException.ThrowIfNull(values);
        if (operand.Type.IsNested) throw ColumnsErrors.OperandOfAnotherType("look up", operand, "a value that isn't nested");
        ImmutableArray<object?> array = values is ImmutableArray<object?> given ? given : [.. values];
        foreach (var value in array)
        {
            // Most callers give values in the storage of the type: only the others cost a copy.
            if (ConstantValue.Fits(value, operand.Type)) continue;
            return new InScalar(operand, [.. array.Select(v => NaturalValue.Store(v, operand.Type))]);
        }

        return new InScalar(operand, array);
    }

    /// <summary>The text starts with a constant, ordinally; false for null.</summary>
    /// <inheritdoc cref="TextMatch"/>
    public static Scalar StartsWith(Scalar operand, string text) => TextMatch(StringMatch.StartsWith, operand, text);

    /// <summary>The text ends with a constant, ordinally; false for null.</summary>
    /// <inheritdoc cref="TextMatch"/>
    public static Scalar EndsWith(Scalar operand, string text) => TextMatch(StringMatch.EndsWith, operand, text);

    /// <summary>The text contains a constant, ordinally; false for null.</summary>
    /// <inheritdoc cref="TextMatch"/>
    public static Scalar Contains(Scalar operand, string text) => TextMatch(StringMatch.Contains, operand, text);

    /// <summary>The text starts with, ends with or contains a constant, ordinally; false for null.</summary>
    /// <exception cref="KartothekException">The operand isn't text, or the constant has a lone surrogate (<see cref="ErrorKind.Invalid"/>).</exception>
    public static Scalar TextMatch(StringMatch match, Scalar operand, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (operand.Type.Kind != ColumnKind.String) throw ColumnsErrors.OperandOfAnotherType("search in", operand, "text");
        if (!Utf8Order.IsWellFormed(text)) throw ColumnsErrors.LoneSurrogate(text);
        return new StringMatchScalar(match, operand, text);
    }

    /// <summary>Arithmetic on two operands of one numeric type.</summary>
    /// <exception cref="KartothekException">The types differ, or aren't int32, int64, uint32, uint64, float or double (<see cref="ErrorKind.Invalid"/>).</exception>
    public static Scalar Arithmetic(ArithmeticOperator arithmetic, Scalar left, Scalar right, bool isChecked = false)
    {
        var scalar = new ArithmeticScalar(arithmetic, left, right, isChecked);
        if (left.Type != right.Type
            || left.Type.Kind is not (ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.UInt32 or ColumnKind.UInt64 or ColumnKind.Float or ColumnKind.Double))
        {
            throw ColumnsErrors.OperandsDiffer("calculate with", left, right);
        }

        return scalar;
    }

    /// <summary>A conversion; the operand itself where it has the type already.</summary>
    /// <exception cref="KartothekException">There is no such conversion (<see cref="ErrorKind.Invalid"/>).</exception>
    public static Scalar Convert(Scalar operand, ColumnType type, bool isChecked = false)
    {
        ArgumentNullException.ThrowIfNull(operand);
        ArgumentNullException.ThrowIfNull(type);
        if (operand.Type == type) return operand;
        if (!ConversionRule.Exists(operand.Type, type)) throw ColumnsErrors.NoConversion(operand, type);
        return operand is ConstantScalar { Value: null } ? Null(type) : new ConvertScalar(operand, type, isChecked);
    }

    /// <summary>The operand, or the fallback where it is null.</summary>
    /// <exception cref="KartothekException">The types differ, or are nested (<see cref="ErrorKind.Invalid"/>).</exception>
    public static Scalar Coalesce(Scalar operand, Scalar fallback)
    {
        var scalar = new CoalesceScalar(operand, fallback);
        if (operand.Type != fallback.Type || operand.Type.IsNested) throw ColumnsErrors.OperandsDiffer("combine", operand, fallback);
        return operand.IsTwoValued || operand is ConstantScalar { Value: not null } ? operand : scalar;
    }

    /// <summary>test ? whenTrue : whenFalse</summary>
    /// <exception cref="KartothekException">The test isn't a boolean, or the types of the branches differ or are nested (<see cref="ErrorKind.Invalid"/>).</exception>
    public static Scalar Conditional(Scalar test, Scalar whenTrue, Scalar whenFalse)
    {
        RequireBoolean(test, "decide by");
        if (whenTrue.Type != whenFalse.Type || whenTrue.Type.IsNested) throw ColumnsErrors.OperandsDiffer("choose between", whenTrue, whenFalse);
        return test is ConstantScalar constant ? (constant.Value is true ? whenTrue : whenFalse) : new ConditionalScalar(test, whenTrue, whenFalse);
    }

    /// <summary>A function of one operand.</summary>
    /// <exception cref="KartothekException">The function doesn't take the operand's type (<see cref="ErrorKind.Invalid"/>).</exception>
    public static Scalar Apply(ScalarFunction function, Scalar operand)
    {
        ArgumentNullException.ThrowIfNull(operand);
        var (fits, wanted) = function switch
        {
            ScalarFunction.StringLength => (operand.Type.Kind == ColumnKind.String, "text"),
            ScalarFunction.Hour or ScalarFunction.Minute or ScalarFunction.Second => (operand.Type.Kind is ColumnKind.Timestamp or ColumnKind.Time, "a timestamp or time"),
            ScalarFunction.Negate => (operand.Type.Kind is ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Float or ColumnKind.Double, "int32, int64, float or double"),
            _ => (operand.Type.Kind is ColumnKind.Timestamp or ColumnKind.Date, "a date or timestamp"),
        };
        if (!fits) throw ColumnsErrors.OperandOfAnotherType($"apply '{function}' to", operand, wanted);
        return new FunctionScalar(function, operand);
    }

    // p and true → p; p and false and q → p and false, or false where p can't throw; p and q and p → p and q; dually for or.
    private static Scalar Logical(LogicalOperator logical, ReadOnlySpan<Scalar> terms)
    {
        var decisive = logical == LogicalOperator.Or;
        var flat = ImmutableArray.CreateBuilder<Scalar>(terms.Length);
        if (!AddTerms(logical, terms, flat, []))
        {
            var canThrow = false;
            foreach (var term in flat) canThrow |= term.CanThrow;
            if (!canThrow) return decisive ? True : False;
            flat.Add(decisive ? True : False);
        }

        return flat.Count == 0 ? (decisive ? False : True)
            : flat.Count == 1 && flat[0].IsTwoValued ? flat[0]
            : new LogicalScalar(logical, flat.ToImmutable());
    }

    // False where a term decides the result for every row, so that no later one is reached.
    private static bool AddTerms(LogicalOperator logical, ReadOnlySpan<Scalar> terms, ImmutableArray<Scalar>.Builder flat, HashSet<Scalar> seen)
    {
        foreach (var term in terms)
        {
            RequireBoolean(term, "combine");
            switch (term)
            {
                case ConstantScalar constant when constant.Value is true == (logical == LogicalOperator.Or):
                    return false;
                case ConstantScalar:
                    break;
                case LogicalScalar nested when nested.Operator == logical:
                    if (!AddTerms(logical, nested.Terms.AsSpan(), flat, seen)) return false;
                    break;
                default:
                    if (seen.Add(term)) flat.Add(term);
                    break;
            }
        }

        return true;
    }

    internal static void RequireBoolean(Scalar operand, string verb)
    {
        ArgumentNullException.ThrowIfNull(operand);
        if (operand.Type.Kind != ColumnKind.Boolean) throw ColumnsErrors.OperandOfAnotherType(verb, operand, "a boolean");
    }
}
