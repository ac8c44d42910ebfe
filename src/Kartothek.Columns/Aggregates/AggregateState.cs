namespace Kartothek.Columns;

/// <summary>Accumulates an aggregate, block by block. Not thread-safe; parallel tasks each have their own, merged in the order of tasks.</summary>
public abstract class AggregateState
{
    private readonly ScalarEvaluator? _argument;

    private protected AggregateState(AggregateCall call, Schema schema)
    {
        Call = call;
        _argument = call.Argument is { } argument ? new(argument, schema) : null;
    }

    /// <summary>The aggregate.</summary>
    public AggregateCall Call { get; }

    /// <summary>Starts an aggregate of no rows.</summary>
    /// <param name="call">The aggregate.</param>
    /// <param name="schema">The schema of the blocks.</param>
    /// <exception cref="KartothekException">The schema lacks a column that the argument names (<see cref="ErrorKind.Invalid"/>).</exception>
    public static AggregateState Create(AggregateCall call, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(schema);
        if (call.Kind is AggregateKind.Count or AggregateKind.CountValues) return new CountState(call, schema);
        var storage = call.Argument!.Type.Storage;
        if (call.Kind is AggregateKind.Sum or AggregateKind.Average)
        {
            return call.Argument.Type.Kind == ColumnKind.Decimal ? new DecimalSumState(call, schema)
                : call.Argument.Type.IsFloating ? new FloatSumState(call, schema)
                : new IntegerSumState(call, schema);
        }

        return storage switch
        {
            ColumnStorage.Boolean => new ExtremeState<bool>(call, schema),
            ColumnStorage.Int32 or ColumnStorage.None => new ExtremeState<int>(call, schema),
            ColumnStorage.UInt32 => new ExtremeState<uint>(call, schema),
            ColumnStorage.Int64 => new ExtremeState<long>(call, schema),
            ColumnStorage.UInt64 => new ExtremeState<ulong>(call, schema),
            ColumnStorage.Float => new ExtremeState<float>(call, schema),
            ColumnStorage.Double => new ExtremeState<double>(call, schema),
            ColumnStorage.Int128 => new ExtremeState<Int128>(call, schema),
            _ => new BytesExtremeState(call, schema),
        };
    }

    /// <summary>Adds the rows of a block.</summary>
    public void Accumulate(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (_argument is null) Add(block.Length);
        else Add(_argument.Evaluate(block), block.Length);
    }

    /// <summary>Adds the rows behind a partial result, which come after those so far.</summary>
    public abstract void Merge(AggregatePartial later);

    /// <summary>The aggregate of the rows so far.</summary>
    public abstract AggregatePartial Partial();

    private protected virtual void Add(int rows) => throw new InvalidOperationException($"'{Call}' needs values.");

    private protected abstract void Add(Vector values, int rows);
}
