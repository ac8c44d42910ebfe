using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>A conjunct, compiled once for all row groups that a worker scans, so that what it learns (sets, dictionaries) is kept.</summary>
internal sealed class CompiledConjunct
{
    public CompiledConjunct(Scalar conjunct)
    {
        var columns = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        Collect(conjunct, columns);
        Columns = new Schema(columns.Select(c => new Field(c.Key, c.Value)));
        Evaluator = new ScalarEvaluator(conjunct, Columns);
        Block = new Block(Columns, new Vector[columns.Count]);
    }

    /// <summary>The columns that it names, as the types that it reckons with.</summary>
    public Schema Columns { get; }

    /// <summary>Evaluates it.</summary>
    public ScalarEvaluator Evaluator { get; }

    /// <summary>What it is evaluated over, filled for each call.</summary>
    public Block Block { get; }

    private static void Collect(Scalar scalar, Dictionary<string, ColumnType> columns)
    {
        if (scalar is ColumnScalar column)
            columns.TryAdd(column.Name, column.Type);
        foreach (var operand in scalar.Operands)
            Collect(operand, columns);
    }
}
