using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Text.Json.Nodes;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>How a dataset of records is created; columns are named by lambdas. The order of calls doesn't matter, but among columns of one call.</summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class CreateOptions<T>
{
    private readonly List<LambdaExpression> _partitionOn = [];
    private readonly List<LambdaExpression> _indices = [];
    private readonly List<LambdaExpression> _sortBy = [];
    private readonly List<LambdaExpression> _bucketBy = [];
    private readonly List<LambdaExpression> _bloomFilters = [];
    private readonly List<(LambdaExpression Member, ColumnType Type)> _types = [];
    private readonly List<Func<CreateOptions, CreateOptions>> _changes = [];
    private RecordOptions _records = RecordOptions.Default;

    internal CreateOptions()
    {
    }

    /// <summary>Splits rows into files by the values of these columns, in this order: <c>s => s.Country, s => s.Day</c>, or <c>s => new { s.Country, s.Day }</c>.</summary>
    public CreateOptions<T> PartitionOn(params ReadOnlySpan<Expression<Func<T, object?>>> columns) => Add(_partitionOn, columns);

    /// <summary>Gives these columns a secondary index each, which every later commit keeps.</summary>
    public CreateOptions<T> Index(params ReadOnlySpan<Expression<Func<T, object?>>> columns) => Add(_indices, columns);

    /// <summary>Sorts each file by these columns, ascending and nulls last.</summary>
    public CreateOptions<T> SortBy(params ReadOnlySpan<Expression<Func<T, object?>>> columns) => Add(_sortBy, columns);

    /// <summary>Splits the rows of each combination of partition values into so many files, by the hash of these columns that pandas has; of all columns where none is named.</summary>
    public CreateOptions<T> Bucket(int buckets, params ReadOnlySpan<Expression<Func<T, object?>>> columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        return Add(_bucketBy, columns).Files(f => f with { Buckets = buckets });
    }

    /// <summary>Gives these columns a bloom filter in each row group.</summary>
    public CreateOptions<T> BloomFilter(params ReadOnlySpan<Expression<Func<T, object?>>> columns) => Add(_bloomFilters, columns);

    /// <summary>Gives a member's column another type of its kind than the one that goes with the member: <c>s => s.Amount, ColumnType.Decimal(12, 2)</c>. The last call for a member counts.</summary>
    public CreateOptions<T> HasType(Expression<Func<T, object?>> member, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(type);
        _types.Add((member, type));
        return this;
    }

    /// <summary>Names the columns; as the members where this isn't called.</summary>
    public CreateOptions<T> Naming(NamingPolicy policy)
    {
        _records = _records with { Naming = policy };
        return this;
    }

    /// <summary>Cuts times down to the unit of their column, instead of an error where digits would be lost.</summary>
    public CreateOptions<T> TruncateTimes()
    {
        _records = _records with { TruncatesTimes = true };
        return this;
    }

    /// <summary>Replaces the dataset of this name, if there is one, in one commit.</summary>
    public CreateOptions<T> Overwrite() => With(o => o with { Overwrite = true });

    /// <summary>Stores something with the dataset.</summary>
    public CreateOptions<T> Metadata(JsonObject metadata) => With(o => o with { Metadata = metadata });

    /// <summary>Is told how far the write has come.</summary>
    public CreateOptions<T> ReportTo(IProgress<WriteProgress> progress) => With(o => o with { Progress = progress });

    /// <summary>Changes how files are laid out: <c>f => f with { Compression = Compression.Zstd }</c>.</summary>
    public CreateOptions<T> Files(Func<FileLayout, FileLayout> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(o => o with { Files = change(o.Files) });
    }

    /// <summary>Changes anything else: <c>o => o with { HeaderFormat = HeaderFormat.MessagePack }</c>. Columns that the methods above name replace those that are set here.</summary>
    public CreateOptions<T> With(Func<CreateOptions, CreateOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _changes.Add(change);
        return this;
    }

    /// <summary>How the members are written.</summary>
    internal RecordOptions Records() => _types.Count == 0
        ? _records
        : _records with { Types = _records.Types.SetItems(_types.SelectMany(t => MemberColumns.MembersOf(t.Member).Select(m => KeyValuePair.Create(m.Name, t.Type)))) };

    /// <summary>Core's options, columns by name.</summary>
    internal CreateOptions Build(WriteMap map)
    {
        var options = _changes.Aggregate(new CreateOptions(), (o, change) => change(o));
        var files = options.Files with
        {
            SortBy = Names(map, _sortBy, options.Files.SortBy),
            BucketBy = Names(map, _bucketBy, options.Files.BucketBy),
            BloomFilters = Names(map, _bloomFilters, options.Files.BloomFilters),
        };
        return options with
        {
            PartitionOn = Names(map, _partitionOn, options.PartitionOn),
            SecondaryIndices = Names(map, _indices, options.SecondaryIndices),
            Files = files,
        };
    }

    private static ImmutableArray<string> Names(WriteMap map, List<LambdaExpression> selectors, ImmutableArray<string> otherwise) =>
        selectors.Count == 0 ? otherwise : [.. selectors.SelectMany(map.ColumnsOf)];

    private CreateOptions<T> Add(List<LambdaExpression> list, ReadOnlySpan<Expression<Func<T, object?>>> columns)
    {
        foreach (var column in columns)
        {
            ArgumentNullException.ThrowIfNull(column, nameof(columns));
            list.Add(column);
        }
        return this;
    }
}
