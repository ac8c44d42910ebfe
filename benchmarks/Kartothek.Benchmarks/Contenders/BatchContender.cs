using Apache.Arrow;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Benchmarks;

/// <summary>Kartothek without LINQ: Arrow batches, and predicates as scalars. Batches are its records: none are made of them.</summary>
internal sealed class BatchContender(BenchmarkData data, int threads) : IContender
{
    private static readonly string[] AllColumns =
    [
        "l_orderkey", "l_partkey", "l_suppkey", "l_linenumber", "l_quantity", "l_extendedprice", "l_discount", "l_tax",
        "l_returnflag", "l_linestatus", "l_shipdate", "l_commitdate", "l_receiptdate", "l_shipinstruct", "l_shipmode", "l_comment",
    ];

    private static readonly Scalar OrderKey = Scalar.Column("l_orderkey", ColumnType.Int64);
    private static readonly Scalar PartKey = Scalar.Column("l_partkey", ColumnType.Int64);
    private static readonly Scalar Quantity = Scalar.Column("l_quantity", ColumnType.Double);
    private static readonly Scalar Discount = Scalar.Column("l_discount", ColumnType.Double);
    private static readonly Scalar ShipDate = Scalar.Column("l_shipdate", ColumnType.Date);
    private static readonly Scalar ShipMode = Scalar.Column("l_shipmode", ColumnType.String);
    private static readonly Scalar ShipInstruct = Scalar.Column("l_shipinstruct", ColumnType.String);

    private static readonly Scalar IsCheapPart = Scalar.LessOrEqual(PartKey, Long(2000));

    private static readonly Scalar IsDiscounted = Scalar.And(
        Scalar.GreaterOrEqual(Discount, Number(0.0499999)), Scalar.LessOrEqual(Discount, Number(0.0700001)), Scalar.Less(Quantity, Number(24)));

    private readonly CountingStore _store = new(ObjectStore.Open(data.Url));

    public string Name => "batches";

    public long? Requests => _store.Counts.Requests;

    public async Task<object?> RunAsync(BenchmarkQuery query) => query.Shape switch
    {
        "q1s" => await StreamAsync(query.Dataset),
        "q1" => await KeepAsync(query.Dataset, AllColumns, null),
        "q2" => await KeepAsync(query.Dataset, ["l_orderkey", "l_extendedprice", "l_shipdate", "l_shipmode"], null),
        "q3" => await KeepAsync(query.Dataset, AllColumns, IsCheapPart),
        "q3s" => await KeepAsync(query.Dataset, AllColumns, Scalar.And(
            Scalar.Equal(ShipMode, Text("AIR")), Scalar.Equal(ShipInstruct, Text("NONE")), Scalar.LessOrEqual(Quantity, Number(14)))),
        "q4" => await KeepAsync(query.Dataset, AllColumns, Scalar.And(
            Scalar.Equal(Scalar.Column("ship_year", ColumnType.Int64), Long(1995)),
            Scalar.Equal(Scalar.Column("ship_month", ColumnType.Int64), Long(3)))),
        "q5" => await LookUpAsync(await OpenAsync(query.Dataset)),
        "q6" => await RevenueAsync(query.Dataset, Scalar.And(
            Scalar.GreaterOrEqual(ShipDate, Day(1994, 1, 1)), Scalar.Less(ShipDate, Day(1995, 1, 1)), IsDiscounted)),
        "q6all" => await RevenueAsync(query.Dataset, IsDiscounted),
        "q1c" => await ChargeAsync(query.Dataset),
        "cnt" => await CountAsync(query.Dataset, Scalar.And(Scalar.Equal(ShipMode, Text("MAIL")), Scalar.LessOrEqual(Quantity, Number(9)))),
        "open5k" => await CountAsync(BenchmarkData.Tiny, null),
        "sum5k" => await SumQuantitiesAsync(),
        "taxi" => await KeepAsync(BenchmarkData.Taxi, null, null),
        "taxif" => await KeepAsync(BenchmarkData.Taxi, null, Scalar.Greater(Scalar.Column("total_amount", ColumnType.Double), Number(156.5))),
        _ => null,
    };

    public void Dispose() => _store.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<Answer> StreamAsync(string dataset)
    {
        var count = 0L;
        var digest = 0UL;
        await ReadAsync(dataset, AllColumns, null, batch =>
        {
            count += batch.Length;
            foreach (var key in ((Int64Array)batch.Column(0)).Values)
                digest += (ulong)key;
        });
        return new Answer(count, digest, 0);
    }

    private async Task<List<RecordBatch>> KeepAsync(string dataset, string[]? columns, Scalar? predicate)
    {
        var kept = new List<RecordBatch>();
        await foreach (var batch in (await OpenAsync(dataset)).ReadBatchesAsync(columns, predicate))
            kept.Add(batch);

        return kept;
    }

    private async Task<List<RecordBatch>> LookUpAsync(Dataset opened)
    {
        var kept = new List<RecordBatch>();
        foreach (var key in BenchmarkQuery.Keys(data))
        {
            await foreach (var batch in opened.ReadBatchesAsync(AllColumns, Scalar.Equal(OrderKey, Long(key))))
                kept.Add(batch);
        }

        return kept;
    }

    private async Task<Answer> RevenueAsync(string dataset, Scalar predicate)
    {
        var sum = 0.0;
        await ReadAsync(dataset, ["l_extendedprice", "l_discount"], predicate, batch =>
        {
            ReadOnlySpan<double> prices = Numbers(batch, 0), discounts = Numbers(batch, 1);
            for (var i = 0; i < prices.Length; i++)
                sum += prices[i] * discounts[i];
        });
        return Answer.OfSum(sum);
    }

    private async Task<Answer> ChargeAsync(string dataset)
    {
        var sum = 0.0;
        await ReadAsync(dataset, ["l_extendedprice", "l_discount", "l_tax"], Scalar.LessOrEqual(ShipDate, Day(1997, 9, 2)), batch =>
        {
            ReadOnlySpan<double> prices = Numbers(batch, 0), discounts = Numbers(batch, 1), taxes = Numbers(batch, 2);
            for (var i = 0; i < prices.Length; i++)
                sum += prices[i] * (1 - discounts[i]) * (1 + taxes[i]);
        });
        return Answer.OfSum(sum);
    }

    private async Task<Answer> CountAsync(string dataset, Scalar? predicate)
    {
        var count = 0L;
        await ReadAsync(dataset, [], predicate, batch => count += batch.Length);
        return Answer.OfCount(count);
    }

    private async Task<Answer> SumQuantitiesAsync()
    {
        var sum = 0.0;
        await ReadAsync(BenchmarkData.Tiny, ["l_quantity"], null, batch =>
        {
            foreach (var quantity in Numbers(batch, 0))
                sum += quantity;
        });
        return Answer.OfSum(sum);
    }

    private async Task ReadAsync(string dataset, string[] columns, Scalar? predicate, Action<RecordBatch> read)
    {
        await foreach (var batch in (await OpenAsync(dataset)).ReadBatchesAsync(columns, predicate))
        {
            using (batch)
                read(batch);
        }
    }

    private ValueTask<Dataset> OpenAsync(string dataset) => Dataset.OpenAsync(_store, dataset, new DatasetOptions { MaxParallelism = threads });

    private static ReadOnlySpan<double> Numbers(RecordBatch batch, int column) => ((DoubleArray)batch.Column(column)).Values;

    private static ConstantScalar Long(long value) => Scalar.Constant(value, ColumnType.Int64);

    private static ConstantScalar Number(double value) => Scalar.Constant(value, ColumnType.Double);

    private static ConstantScalar Text(string value) => Scalar.Constant(value, ColumnType.String);

    private static ConstantScalar Day(int year, int month, int day) =>
        Scalar.Constant(new DateOnly(year, month, day).DayNumber - new DateOnly(1970, 1, 1).DayNumber, ColumnType.Date);
}
