using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>The compiled filters and projection of a scan's rows: one per shape of a query, shared by all its runs and threads.</summary>
/// <remarks>
/// Members are read from columns where a lambda uses nothing else of the record; the record is built, once per row, where a lambda
/// uses it as a whole, and all later lambdas see that record.
/// </remarks>
/// <typeparam name="TResult">What a row becomes.</typeparam>
internal sealed class RowProgram<TResult>
{
    private const int MaxCached = 1024;
    private static readonly ConcurrentDictionary<ProgramKey, RowProgram<TResult>> Cache = [];

    private readonly Lazy<RowLoop<TResult>> _withoutNulls;
    private readonly Lazy<RowLoop<TResult>> _withNulls;

    private RowProgram(RowLoopCompiler compiler)
    {
        var withoutNulls = compiler.Build<TResult>(isChecked: false, out var makers);
        Makers = makers;
        _withoutNulls = new(withoutNulls.Compile);
        _withNulls = new(() => compiler.Build<TResult>(isChecked: true, out _).Compile());
    }

    /// <summary>What reads the columns, in the order in which the loops expect the readers.</summary>
    public ImmutableArray<ReaderMaker> Makers { get; }

    /// <summary>The program of some stages over a record's columns, and the constants of this query.</summary>
    /// <param name="map">The record.</param>
    /// <param name="stages">What happens to each row, in order. Without a projection the result is the record.</param>
    /// <param name="required">Members that mustn't be null in any row of the scan.</param>
    /// <param name="captures">Receives the constants to run it with.</param>
    public static RowProgram<TResult> For(RecordMap map, ImmutableArray<RowStage> stages, ImmutableArray<MemberMap> required, out object?[] captures)
    {
        var lifter = new ConstantLifter();
        ImmutableArray<RowStage> lifted = [.. stages.Select(s => s with { Lambda = lifter.Lift(s.Lambda) })];
        captures = lifter.Values;
        var compiler = new RowLoopCompiler(map, lifted, required, lifter.Variables);
        var shape = new ExpressionShape();
        foreach (var stage in lifted)
        {
            shape.Add(stage.IsFilter);
            shape.Visit(stage.Lambda);
        }
        if (!shape.IsComplete)
        {
            return new(compiler);
        }
        if (Cache.Count >= MaxCached)
        {
            Cache.Clear();
        }
        var key = new ProgramKey([map.RecordType, .. map.Targets, .. required.Select(m => m.Name), .. shape.Tokens, .. lifter.Variables.Select(v => v.Type)]);
        return Cache.GetOrAdd(key, static (_, c) => new RowProgram<TResult>(c), compiler);
    }

    /// <summary>Filters and projects the rows of a block, until it ends or there are results enough.</summary>
    /// <param name="readers">The columns, loaded; made by <see cref="Makers"/>.</param>
    /// <param name="captures">The constants.</param>
    /// <param name="row">Where to start; where it stopped, unless user code threw.</param>
    /// <param name="count">Rows of the block.</param>
    /// <param name="limit">How many results are enough.</param>
    /// <param name="output">Receives the results.</param>
    /// <param name="written">How many results there are; right even where user code throws.</param>
    public void Run(ColumnReader[] readers, object?[] captures, ref int row, int count, int limit, TResult[] output, ref int written)
    {
        var loop = _withoutNulls;
        foreach (var reader in readers)
        {
            if (reader.HasNulls)
            {
                loop = _withNulls;
                break;
            }
        }
        loop.Value(readers, captures, ref row, count, limit, output, ref written);
    }
}
