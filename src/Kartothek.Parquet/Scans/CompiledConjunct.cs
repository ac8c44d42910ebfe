using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>A conjunct, compiled once for all row groups that a worker scans, so that what it learns (sets, dictionaries) is kept.</summary>
internal sealed class CompiledConjunct
{
    /// <summary>Rows that count as asked before any is.</summary>
    private const int Prior = 1024;

    private readonly double _expected;

    private long _asked;
    private long _kept;

    public CompiledConjunct(Scalar conjunct)
    {
        var columns = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        Collect(conjunct, columns);
        Columns = new Schema(columns.Select(c => new Field(c.Key, c.Value)));
        Evaluator = new ScalarEvaluator(conjunct, Columns);
        Block = new Block(Columns, new Vector[columns.Count]);
        CanThrow = conjunct.CanThrow;
        _expected = ShareExpected(conjunct);
    }

    /// <summary>Whether a row can make it throw.</summary>
    public bool CanThrow { get; }

    /// <summary>The share of rows that it has rejected so far, of those it was asked about; never nothing.</summary>
    public double ShareRejected => Math.Max(0.001, 1 - ((_kept + (Prior * _expected)) / (_asked + Prior)));

    /// <summary>The columns that it names, as the types that it reckons with.</summary>
    public Schema Columns { get; }

    /// <summary>Evaluates it.</summary>
    public ScalarEvaluator Evaluator { get; }

    /// <summary>What it is evaluated over, filled for each call.</summary>
    public Block Block { get; }

    /// <summary>Takes down what it did.</summary>
    public void Learn(int asked, int kept) => (_asked, _kept) = (_asked + asked, _kept + kept);

    /// <summary>The share of rows that are left before anything is known, in the manner of Selinger et al., Access Path Selection (1979): few have one value, some have one of several.</summary>
    private static double ShareExpected(Scalar conjunct) => conjunct switch
    {
        ComparisonScalar { Operator: ComparisonOperator.Equal } => 0.1,
        InScalar => 0.25,
        LogicalScalar { Operator: LogicalOperator.And } and => and.Terms.Aggregate(1.0, (share, term) => share * ShareExpected(term)),
        _ => 0.5,
    };

    private static void Collect(Scalar scalar, Dictionary<string, ColumnType> columns)
    {
        if (scalar is ColumnScalar column)
            columns.TryAdd(column.Name, column.Type);
        foreach (var operand in scalar.Operands)
            Collect(operand, columns);
    }
}
