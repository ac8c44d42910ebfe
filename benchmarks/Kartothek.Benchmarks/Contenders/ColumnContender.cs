namespace Kartothek.Benchmarks;

/// <summary>Answers the queries with a library that reads whole columns of a row group: what a careful user of it would write.</summary>
internal abstract class ColumnContender(BenchmarkData data) : IContender
{
    private const int OrderKey = 0, PartKey = 1, Quantity = 4, ExtendedPrice = 5, Discount = 6, Tax = 7, ShipDate = 10, ShipInstruct = 13, ShipMode = 14;
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private readonly LineItemColumns _lineItems = new();
    private readonly TripColumns _trips = new();
    private long[] _keys = [], _otherKeys = [];
    private double[] _quantities = [], _prices = [], _discounts = [], _taxes = [];
    private int[] _dates = [];
    private bool[] _wanted = [];
    private string?[] _texts = [];
    private double?[] _amounts = [];

    public abstract string Name { get; }

    public long? Requests => null;

    public Task<object?> RunAsync(BenchmarkQuery query) => Task.FromResult(Run(query));

    public void Dispose()
    {
    }

    /// <summary>Hands the row groups of files over, in order.</summary>
    protected abstract void ForEachRowGroup(IEnumerable<string> files, Action<IColumnReader> read);

    /// <summary>The rows of a file, by its footer.</summary>
    protected abstract long CountRows(string file);

    private object? Run(BenchmarkQuery query) => query.Shape switch
    {
        "q1s" => Stream(query.Dataset),
        "q1" => LineItems(data.Files(query.Dataset), null),
        "q2" => OrderLines(query.Dataset),
        "q3" => LineItems(data.Files(query.Dataset), MatchPart),
        "q3s" => LineItems(data.Files(query.Dataset), MatchShipping),
        "q4" => LineItems(data.Files(query.Dataset, 1995, 3), null),
        "q5" => LookUp(query.Dataset),
        "q6" => Revenue(query.Dataset, Day(1994), Day(1995)),
        "q6all" => Revenue(query.Dataset, int.MinValue, int.MaxValue),
        "q1c" => Charge(query.Dataset),
        "cnt" => CountMail(query.Dataset),
        "open5k" => Answer.OfCount(data.Files(BenchmarkData.Tiny).Sum(CountRows)),
        "sum5k" => SumQuantities(),
        "taxi" => Trips(null),
        "taxif" => Trips(156.5),
        _ => null,
    };

    private Answer Stream(string dataset)
    {
        var count = 0L;
        var digest = 0UL;
        ForEachRowGroup(data.Files(dataset), group =>
        {
            _lineItems.Read(group, null);
            for (var i = 0; i < group.RowCount; i++)
            {
                digest += (ulong)_lineItems.Row(i).OrderKey;
                count++;
            }
        });
        return new Answer(count, digest, 0);
    }

    private List<LineItem> LineItems(IEnumerable<string> files, Func<IColumnReader, bool>? match)
    {
        var rows = new List<LineItem>();
        ForEachRowGroup(files, group => AddLineItems(group, match, rows));
        return rows;
    }

    private void AddLineItems(IColumnReader group, Func<IColumnReader, bool>? match, List<LineItem> rows)
    {
        Grow(group.RowCount);
        if (match is not null && !match(group))
            return;

        _lineItems.Read(group, match is null ? null : _wanted);
        for (var i = 0; i < group.RowCount; i++)
        {
            if (match is null || _wanted[i])
                rows.Add(_lineItems.Row(i));
        }
    }

    private bool MatchPart(IColumnReader group)
    {
        group.Read(PartKey, _keys);
        var any = false;
        for (var i = 0; i < group.RowCount; i++)
            any |= _wanted[i] = _keys[i] <= 2000;

        return any;
    }

    private bool MatchShipping(IColumnReader group)
    {
        group.Read(Quantity, _quantities);
        for (var i = 0; i < group.RowCount; i++)
            _wanted[i] = _quantities[i] <= 14;

        group.Match(ShipMode, "AIR", _wanted);
        group.Match(ShipInstruct, "NONE", _wanted);
        return _wanted.AsSpan(0, group.RowCount).Contains(true);
    }

    private List<LineItem> LookUp(string dataset)
    {
        var rows = new List<LineItem>();
        foreach (var key in BenchmarkQuery.Keys(data))
        {
            ForEachRowGroup(data.Files(dataset), group => AddLineItems(group, group => MatchOrder(group, key), rows));
        }

        return rows;
    }

    private bool MatchOrder(IColumnReader group, long key)
    {
        if (group.Bounds<long>(OrderKey) is { } bounds && (key < bounds.Min || key > bounds.Max))
            return false;

        group.Read(OrderKey, _otherKeys);
        var any = false;
        for (var i = 0; i < group.RowCount; i++)
            any |= _wanted[i] = _otherKeys[i] == key;

        return any;
    }

    private List<OrderLine> OrderLines(string dataset)
    {
        var rows = new List<OrderLine>();
        ForEachRowGroup(data.Files(dataset), group =>
        {
            Grow(group.RowCount);
            group.Read(OrderKey, _keys);
            group.Read(ExtendedPrice, _prices);
            group.Read(ShipDate, _dates);
            group.Read(ShipMode, _texts, null);
            for (var i = 0; i < group.RowCount; i++)
                rows.Add(new OrderLine { OrderKey = _keys[i], ExtendedPrice = _prices[i], ShipDate = LineItemColumns.Date(_dates[i]), ShipMode = _texts[i]! });
        });
        return rows;
    }

    private Answer Revenue(string dataset, int from, int to)
    {
        var sum = 0.0;
        ForEachRowGroup(data.Files(dataset), group =>
        {
            if (group.Bounds<int>(ShipDate) is { } bounds && (bounds.Max < from || bounds.Min >= to))
                return;

            Grow(group.RowCount);
            if (from > int.MinValue)
                group.Read(ShipDate, _dates);

            group.Read(Quantity, _quantities);
            group.Read(Discount, _discounts);
            group.Read(ExtendedPrice, _prices);
            for (var i = 0; i < group.RowCount; i++)
            {
                if (_quantities[i] < 24 && _discounts[i] >= 0.0499999 && _discounts[i] <= 0.0700001
                    && (from == int.MinValue || (_dates[i] >= from && _dates[i] < to)))
                {
                    sum += _prices[i] * _discounts[i];
                }
            }
        });
        return Answer.OfSum(sum);
    }

    private Answer Charge(string dataset)
    {
        var last = new DateOnly(1997, 9, 2).DayNumber - Epoch;
        var sum = 0.0;
        ForEachRowGroup(data.Files(dataset), group =>
        {
            if (group.Bounds<int>(ShipDate) is { } bounds && bounds.Min > last)
                return;

            Grow(group.RowCount);
            group.Read(ShipDate, _dates);
            group.Read(ExtendedPrice, _prices);
            group.Read(Discount, _discounts);
            group.Read(Tax, _taxes);
            for (var i = 0; i < group.RowCount; i++)
            {
                if (_dates[i] <= last)
                    sum += _prices[i] * (1 - _discounts[i]) * (1 + _taxes[i]);
            }
        });
        return Answer.OfSum(sum);
    }

    private Answer CountMail(string dataset)
    {
        var count = 0L;
        ForEachRowGroup(data.Files(dataset), group =>
        {
            Grow(group.RowCount);
            group.Read(Quantity, _quantities);
            for (var i = 0; i < group.RowCount; i++)
                _wanted[i] = _quantities[i] <= 9;

            group.Match(ShipMode, "MAIL", _wanted);
            count += _wanted.AsSpan(0, group.RowCount).Count(true);
        });
        return Answer.OfCount(count);
    }

    private Answer SumQuantities()
    {
        var sum = 0.0;
        ForEachRowGroup(data.Files(BenchmarkData.Tiny), group =>
        {
            Grow(group.RowCount);
            group.Read(Quantity, _quantities);
            foreach (var quantity in _quantities.AsSpan(0, group.RowCount))
                sum += quantity;
        });
        return Answer.OfSum(sum);
    }

    private List<Trip> Trips(double? above)
    {
        var rows = new List<Trip>();
        ForEachRowGroup(data.Files(BenchmarkData.Taxi), group =>
        {
            Grow(group.RowCount);
            if (above is not null)
            {
                group.Read(TripColumns.TotalAmount, _amounts);
                for (var i = 0; i < group.RowCount; i++)
                    _wanted[i] = _amounts[i] > above;
            }

            _trips.Read(group, above is null ? null : _wanted);
            for (var i = 0; i < group.RowCount; i++)
            {
                if (above is null || _wanted[i])
                    rows.Add(_trips.Row(i));
            }
        });
        return rows;
    }

    private void Grow(int rows)
    {
        if (_wanted.Length >= rows)
            return;

        (_keys, _otherKeys) = (new long[rows], new long[rows]);
        (_quantities, _prices, _discounts, _taxes) = (new double[rows], new double[rows], new double[rows], new double[rows]);
        (_dates, _wanted, _texts, _amounts) = (new int[rows], new bool[rows], new string?[rows], new double?[rows]);
    }

    private static int Day(int year) => new DateOnly(year, 1, 1).DayNumber - Epoch;
}
