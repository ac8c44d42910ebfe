using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Kartothek.Benchmarks;

/// <summary>DuckDB.NET by its fastest way to rows: streamed results, read vector by vector through the native bindings.</summary>
internal sealed unsafe class DuckDbContender : IContender
{
    private const string Columns = "l_orderkey, l_partkey, l_suppkey, l_linenumber::integer, l_quantity, l_extendedprice, l_discount, l_tax, l_returnflag, l_linestatus, l_shipdate, l_commitdate, l_receiptdate, l_shipinstruct, l_shipmode, l_comment";

    private readonly BenchmarkData _data;
    private readonly WrittenTable _written = new();
    private long? _count;
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public DuckDbContender(BenchmarkData data, int threads)
    {
        _data = data;
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = $"set threads={threads}";
        command.ExecuteNonQuery();
    }

    public string Name => "duckdb";

    public long? Requests => null;

    public Task<object?> RunAsync(BenchmarkQuery query) => Task.FromResult(Run(query));

    public long BytesWritten => _count is null ? 0 : _written.Bytes;

    public Task PrepareAsync(BenchmarkQuery query)
    {
        if (query.Shape.StartsWith('w'))
        {
            _written.Reset();
            if (_count is null)
            {
                Query($"create table lineitem as from {Files(query.Dataset)}", _ => { });
                _count = (long)Sum("select count(*)::DOUBLE from lineitem");
            }
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _written.Dispose();
    }

    private Answer Write(string sql)
    {
        Query(sql, _ => { });
        return Answer.OfCount(_count!.Value);
    }

    private object? Run(BenchmarkQuery query) => query.Shape switch
    {
        "q1s" or "q1sa" => Stream(query.Dataset),
        "q1" => LineItems(query.Dataset, "true"),
        "q2" => OrderLines(query.Dataset),
        "q3" => LineItems(query.Dataset, "l_partkey <= 2000"),
        "q3s" => LineItems(query.Dataset, "l_shipmode = 'AIR' and l_shipinstruct = 'NONE' and l_quantity <= 14"),
        "q4" => LineItems(query.Dataset, "ship_year = 1995 and ship_month = 3"),
        "q5" or "q5w" => LookUp(query.Dataset),
        "q6" => Answer.OfSum(Sum(
            $"select sum(l_extendedprice * l_discount) from {Files(query.Dataset)} where l_shipdate >= DATE '1994-01-01' and l_shipdate < DATE '1995-01-01' and l_discount between 0.0499999::DOUBLE and 0.0700001::DOUBLE and l_quantity < 24")),
        "q6all" => Answer.OfSum(Sum(
            $"select sum(l_extendedprice * l_discount) from {Files(query.Dataset)} where l_discount between 0.0499999::DOUBLE and 0.0700001::DOUBLE and l_quantity < 24")),
        "q1t" => Pricing(query.Dataset),
        "q1c" => Answer.OfSum(Sum($"select sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) from {Files(query.Dataset)} where l_shipdate <= DATE '1997-09-02'")),
        "cnt" => Answer.OfCount((long)Sum($"select count(*)::DOUBLE from {Files(query.Dataset)} where l_shipmode = 'MAIL' and l_quantity <= 9")),
        "open5k" => Answer.OfCount((long)Sum($"select count(*)::DOUBLE from {Files(BenchmarkData.Tiny)}")),
        "w60" => Write($"copy lineitem to '{_written.Folder}' (format parquet, partition_by (ship_year, ship_month), compression snappy, row_group_size 100000, overwrite_or_ignore true)"),
        "w1" or "w1i" => Write($"copy lineitem to '{_written.Folder}/written.parquet' (format parquet, compression snappy, row_group_size 100000)"),
        "plan" => Plan(query.Dataset),
        "sum5k" => Answer.OfSum(Sum($"select sum(l_quantity) from {Files(BenchmarkData.Tiny)}")),
        "taxi" => Trips("true"),
        "taxif" => Trips("total_amount > 156.5"),
        _ => null,
    };

    private string Files(string dataset) => dataset == BenchmarkData.Hive
        ? $"read_parquet('{_data.Table(dataset)}/*/*.parquet', hive_partitioning = true)"
        : dataset is BenchmarkData.Snappy or BenchmarkData.Zstd
        ? $"read_parquet('{_data.Table(dataset)}/*/*/*.parquet', hive_partitioning = true)"
        : $"read_parquet('{_data.Table(dataset)}/*.parquet')";

    private Answer Stream(string dataset)
    {
        var count = 0L;
        var digest = 0UL;
        ReadLineItems(dataset, "true", row =>
        {
            count++;
            digest += (ulong)row.OrderKey;
        });
        return new Answer(count, digest, 0);
    }

    private List<LineItem> LineItems(string dataset, string predicate)
    {
        var rows = new List<LineItem>();
        ReadLineItems(dataset, predicate, rows.Add);
        return rows;
    }

    private List<LineItem> LookUp(string dataset)
    {
        var rows = new List<LineItem>();
        foreach (var key in BenchmarkQuery.Keys(_data))
            ReadLineItems(dataset, $"l_orderkey = {key}", rows.Add);

        return rows;
    }

    private void ReadLineItems(string dataset, string predicate, Action<LineItem> add) => Query($"select {Columns} from {Files(dataset)} where {predicate}", chunk =>
    {
        long* orderKeys = chunk.Values<long>(0), partKeys = chunk.Values<long>(1), supplierKeys = chunk.Values<long>(2);
        var lineNumbers = chunk.Values<int>(3);
        double* quantities = chunk.Values<double>(4), prices = chunk.Values<double>(5), discounts = chunk.Values<double>(6), taxes = chunk.Values<double>(7);
        DuckDbChunk.Text16* flags = chunk.Values<DuckDbChunk.Text16>(8), statuses = chunk.Values<DuckDbChunk.Text16>(9);
        int* shipDates = chunk.Values<int>(10), commitDates = chunk.Values<int>(11), receiptDates = chunk.Values<int>(12);
        DuckDbChunk.Text16* instructs = chunk.Values<DuckDbChunk.Text16>(13), modes = chunk.Values<DuckDbChunk.Text16>(14), comments = chunk.Values<DuckDbChunk.Text16>(15);
        for (var i = 0; i < chunk.Count; i++)
        {
            add(new LineItem
            {
                OrderKey = orderKeys[i],
                PartKey = partKeys[i],
                SupplierKey = supplierKeys[i],
                LineNumber = lineNumbers[i],
                Quantity = quantities[i],
                ExtendedPrice = prices[i],
                Discount = discounts[i],
                Tax = taxes[i],
                ReturnFlag = DuckDbChunk.Text(flags + i),
                LineStatus = DuckDbChunk.Text(statuses + i),
                ShipDate = LineItemColumns.Date(shipDates[i]),
                CommitDate = LineItemColumns.Date(commitDates[i]),
                ReceiptDate = LineItemColumns.Date(receiptDates[i]),
                ShipInstruct = DuckDbChunk.Text(instructs + i),
                ShipMode = DuckDbChunk.Text(modes + i),
                Comment = DuckDbChunk.Text(comments + i),
            });
        }
    });

    private List<OrderLine> OrderLines(string dataset)
    {
        var rows = new List<OrderLine>();
        Query($"select l_orderkey, l_extendedprice, l_shipdate, l_shipmode from {Files(dataset)}", chunk =>
        {
            var keys = chunk.Values<long>(0);
            var prices = chunk.Values<double>(1);
            var dates = chunk.Values<int>(2);
            var modes = chunk.Values<DuckDbChunk.Text16>(3);
            for (var i = 0; i < chunk.Count; i++)
                rows.Add(new OrderLine { OrderKey = keys[i], ExtendedPrice = prices[i], ShipDate = LineItemColumns.Date(dates[i]), ShipMode = DuckDbChunk.Text(modes + i) });
        });
        return rows;
    }

    private List<Trip> Trips(string predicate)
    {
        var rows = new List<Trip>();
        Query($"select * from {Files(BenchmarkData.Taxi)} where {predicate}", chunk =>
        {
            var columns = new TripVectors(chunk);
            for (var i = 0; i < chunk.Count; i++)
                rows.Add(columns.Row(i));
        });
        return rows;
    }

    private Answer Pricing(string dataset)
    {
        var groups = 0L;
        var sum = 0.0;
        var sql = $"""
            select sum(l_quantity), sum(l_extendedprice), sum(l_extendedprice * (1 - l_discount)), sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)),
                avg(l_quantity), avg(l_extendedprice), avg(l_discount), count(*)::DOUBLE
            from {Files(dataset)} where l_shipdate <= DATE '1997-09-02' group by l_returnflag, l_linestatus order by l_returnflag, l_linestatus
            """;
        Query(sql, chunk =>
        {
            for (var row = 0; row < chunk.Count; row++)
            {
                groups++;
                for (var column = 0; column < 8; column++) sum += groups * chunk.Values<double>(column)[row];
            }
        });
        return new Answer(groups, 0, sum);
    }

    /// <summary>DuckDB lists the folders and drops those of other keys; it has no header to read.</summary>
    private Answer Plan(string dataset)
    {
        Query($"explain select count(*) from {Files(dataset)} where k = {_data.TinyFiles / 3}", _ => { });
        return Answer.OfCount(1);
    }

    private double Sum(string sql)
    {
        var sum = 0.0;
        Query(sql, chunk => sum += *chunk.Values<double>(0));
        return sum;
    }

    private void Query(string sql, Action<DuckDbChunk> read)
    {
        Check(NativeMethods.PreparedStatements.DuckDBPrepare(_connection.NativeConnection, sql, out var statement), () => NativeMethods.PreparedStatements.DuckDBPrepareError(statement));
        using (statement)
        {
            var state = NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out var result);
            try
            {
                Check(state, () => NativeMethods.Query.DuckDBResultError(ref result));
                while (true)
                {
                    using var chunk = NativeMethods.StreamingResult.DuckDBStreamFetchChunk(result);
                    if (chunk.IsInvalid)
                        break;

                    read(new DuckDbChunk(chunk));
                }
            }
            finally
            {
                result.Close();
            }
        }
    }

    private static void Check(DuckDBState state, Func<string> error)
    {
        if (state != DuckDBState.Success)
            throw new InvalidOperationException(error());
    }
}
