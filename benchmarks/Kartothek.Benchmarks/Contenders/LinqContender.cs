using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Linq;

namespace Kartothek.Benchmarks;

/// <summary>Kartothek through LINQ. Each query opens its dataset, as DuckDB opens its files.</summary>
internal sealed class LinqContender(BenchmarkData data, int threads) : IContender
{
    private readonly CountingStore _store = new(ObjectStore.Open(data.Url));
    private readonly Dictionary<string, Dataset> _warm = [];
    private readonly WrittenTable _written = new();
    private List<Apache.Arrow.RecordBatch>? _rows;

    public string Name => "linq";

    public long? Requests => _store.Counts.Requests;

    public async Task<object?> RunAsync(BenchmarkQuery query) => query.Shape switch
    {
        "q1s" => await StreamAsync(query.Dataset),
        "q1sa" => await StreamAsynchronouslyAsync(query.Dataset),
        "q1" => await (await Rows<LineItem>(query.Dataset)).ToListAsync(),
        "q2" => await (await Rows<OrderLine>(query.Dataset)).ToListAsync(),
        "q3" => await (await Rows<LineItem>(query.Dataset)).Where(line => line.PartKey <= 2000).ToListAsync(),
        "q3s" => await (await Rows<LineItem>(query.Dataset))
            .Where(line => line.ShipMode == "AIR" && line.ShipInstruct == "NONE" && line.Quantity <= 14)
            .ToListAsync(),
        "q4" => await MonthAsync(query.Dataset),
        "q5" => await LookUpAsync(await Rows<LineItem>(query.Dataset)),
        "q5w" => await LookUpAsync((await WarmAsync(query.Dataset)).AsQueryable<LineItem>()),
        "w60" => await WriteAsync(new CreateOptions { PartitionOn = ["ship_year", "ship_month"], MaxParallelism = threads, Files = new FileLayout { RowGroupRows = 100_000 } }),
        "w1" => await WriteAsync(new CreateOptions { MaxParallelism = threads, Files = new FileLayout { RowGroupRows = 100_000, TargetFileBytes = long.MaxValue } }),
        "w1i" => await WriteAsync(new CreateOptions { MaxParallelism = threads, Files = new FileLayout { RowGroupRows = 100_000, TargetFileBytes = long.MaxValue }, SecondaryIndices = ["l_orderkey"] }),
        "plan" => Plan(await OpenAsync(query.Dataset)),
        "planw" => Plan(await WarmAsync(query.Dataset)),
        "q6" => Answer.OfSum(await (await Rows<LineItem>(query.Dataset))
            .Where(line => line.ShipDate >= new DateOnly(1994, 1, 1) && line.ShipDate < new DateOnly(1995, 1, 1)
                && line.Discount >= 0.0499999 && line.Discount <= 0.0700001 && line.Quantity < 24)
            .SumAsync(line => line.ExtendedPrice * line.Discount)),
        "q6all" => Answer.OfSum(await (await Rows<LineItem>(query.Dataset))
            .Where(line => line.Discount >= 0.0499999 && line.Discount <= 0.0700001 && line.Quantity < 24)
            .SumAsync(line => line.ExtendedPrice * line.Discount)),
        "q1t" => await PricingAsync(query.Dataset),
        "q1c" => Answer.OfSum(await (await Rows<LineItem>(query.Dataset))
            .Where(line => line.ShipDate <= new DateOnly(1997, 9, 2))
            .SumAsync(line => line.ExtendedPrice * (1 - line.Discount) * (1 + line.Tax))),
        "cnt" => Answer.OfCount(await (await Rows<LineItem>(query.Dataset)).LongCountAsync(line => line.ShipMode == "MAIL" && line.Quantity <= 9)),
        "open5k" => Answer.OfCount(await (await Rows<LineItem>(BenchmarkData.Tiny)).LongCountAsync()),
        "sum5k" => Answer.OfSum(await (await Rows<LineItem>(BenchmarkData.Tiny)).SumAsync(line => line.Quantity)),
        "taxi" => await (await Rows<Trip>(BenchmarkData.Taxi)).ToListAsync(),
        "taxif" => await (await Rows<Trip>(BenchmarkData.Taxi)).Where(trip => trip.TotalAmount > 156.5).ToListAsync(),
        _ => null,
    };

    public long BytesWritten => _rows is null ? 0 : _written.Bytes;

    /// <summary>The rows that are written wait in memory, as they do in DuckDB's table.</summary>
    public async Task PrepareAsync(BenchmarkQuery query)
    {
        if (!query.Shape.StartsWith('w'))
            return;

        _written.Reset();
        if (_rows is not null)
            return;

        _rows = [];
        await foreach (var batch in (await OpenAsync(query.Dataset)).ReadBatchesAsync(null, null))
            _rows.Add(batch);
    }

    public void Dispose()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _written.Dispose();
    }

    private async Task<Answer> WriteAsync(CreateOptions options)
    {
        await using var store = ObjectStore.Open(new Uri(_written.Folder + Path.DirectorySeparatorChar).AbsoluteUri);
        await Dataset.CreateAsync(store, "written", BlockSource.FromBatches(_rows![0].Schema, _rows), options);
        return Answer.OfCount(_rows.Sum(batch => (long)batch.Length));
    }

    private async Task<IQueryable<T>> Rows<T>(string dataset) => (await OpenAsync(dataset)).AsQueryable<T>();

    private ValueTask<Dataset> OpenAsync(string dataset) => Dataset.OpenAsync(_store, dataset, new DatasetOptions { MaxParallelism = threads });

    /// <summary>A dataset that stays open: its indices and footers are known after the first query.</summary>
    private async Task<Dataset> WarmAsync(string dataset)
    {
        if (!_warm.TryGetValue(dataset, out var opened))
            _warm.Add(dataset, opened = await OpenAsync(dataset));

        return opened;
    }

    /// <summary>Down to the one file of a partition key.</summary>
    private static Answer Plan(Dataset dataset)
    {
        var key = Scalar.Equal(Scalar.Column("k", ColumnType.Int64), Scalar.Constant(dataset.Partitions.Length / 3L, ColumnType.Int64));
        return Answer.OfCount(ScanPlanner.PlanKeys(new ScanRequest(dataset, dataset.Schema, key)).FilesToRead);
    }

    private async Task<Answer> StreamAsynchronouslyAsync(string dataset)
    {
        var count = 0L;
        var digest = 0UL;
        await foreach (var line in (await Rows<LineItem>(dataset)).AsAsyncEnumerable())
        {
            count++;
            digest += (ulong)line.OrderKey;
        }

        return new Answer(count, digest, 0);
    }

    private async Task<Answer> StreamAsync(string dataset)
    {
        var count = 0L;
        var digest = 0UL;
        foreach (var line in await Rows<LineItem>(dataset))
        {
            count++;
            digest += (ulong)line.OrderKey;
        }

        return new Answer(count, digest, 0);
    }

    private async Task<Answer> PricingAsync(string dataset)
    {
        var groups = await (await Rows<LineItem>(dataset))
            .Where(line => line.ShipDate <= new DateOnly(1997, 9, 2))
            .GroupBy(line => new { line.ReturnFlag, line.LineStatus })
            .Select(lines => new
            {
                lines.Key.ReturnFlag,
                lines.Key.LineStatus,
                Quantity = lines.Sum(line => line.Quantity),
                BasePrice = lines.Sum(line => line.ExtendedPrice),
                DiscountedPrice = lines.Sum(line => line.ExtendedPrice * (1 - line.Discount)),
                Charge = lines.Sum(line => line.ExtendedPrice * (1 - line.Discount) * (1 + line.Tax)),
                MeanQuantity = lines.Average(line => line.Quantity),
                MeanPrice = lines.Average(line => line.ExtendedPrice),
                MeanDiscount = lines.Average(line => line.Discount),
                Lines = lines.LongCount(),
            })
            .OrderBy(group => group.ReturnFlag, StringComparer.Ordinal).ThenBy(group => group.LineStatus, StringComparer.Ordinal)
            .ToListAsync();
        // A weight per place tells a group from its neighbour.
        return new Answer(groups.Count, 0, groups.Select((g, i) => (i + 1)
            * (g.Quantity + g.BasePrice + g.DiscountedPrice + g.Charge + g.MeanQuantity + g.MeanPrice + g.MeanDiscount + g.Lines)).Sum());
    }

    private async Task<List<LineItem>> MonthAsync(string dataset) =>
        [.. await (await Rows<ShippedLineItem>(dataset)).Where(line => line.ShipYear == 1995 && line.ShipMonth == 3).ToListAsync()];

    private async Task<List<LineItem>> LookUpAsync(IQueryable<LineItem> lines)
    {
        var found = new List<LineItem>();
        foreach (var key in BenchmarkQuery.Keys(data))
            found.AddRange(await lines.Where(line => line.OrderKey == key).ToListAsync());

        return found;
    }
}
