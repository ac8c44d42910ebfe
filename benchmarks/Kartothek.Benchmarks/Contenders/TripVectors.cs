namespace Kartothek.Benchmarks;

/// <summary>The vectors of a chunk of trips.</summary>
internal readonly unsafe struct TripVectors
{
    private readonly Column<int> _vendor, _pickupLocation, _dropoffLocation;
    private readonly Column<long> _pickup, _dropoff, _paymentType;
    private readonly Column<double> _passengers, _distance, _ratecode, _fare, _extra, _mtaTax, _tip, _tolls, _improvement, _total, _congestion, _airport;
    private readonly Column<DuckDbChunk.Text16> _flag, _tag;

    public TripVectors(DuckDbChunk chunk)
    {
        _vendor = new(chunk, 0);
        _pickup = new(chunk, 1);
        _dropoff = new(chunk, 2);
        _passengers = new(chunk, 3);
        _distance = new(chunk, 4);
        _ratecode = new(chunk, 5);
        _flag = new(chunk, 6);
        _pickupLocation = new(chunk, 7);
        _dropoffLocation = new(chunk, 8);
        _paymentType = new(chunk, 9);
        _fare = new(chunk, 10);
        _extra = new(chunk, 11);
        _mtaTax = new(chunk, 12);
        _tip = new(chunk, 13);
        _tolls = new(chunk, 14);
        _improvement = new(chunk, 15);
        _total = new(chunk, 16);
        _congestion = new(chunk, 17);
        _airport = new(chunk, 18);
        _tag = new(chunk, 19);
    }

    public Trip Row(int i) => new()
    {
        VendorId = _vendor[i],
        Pickup = TripColumns.Time(_pickup[i]),
        Dropoff = TripColumns.Time(_dropoff[i]),
        PassengerCount = _passengers[i],
        TripDistance = _distance[i],
        RatecodeId = _ratecode[i],
        StoreAndForward = Text(_flag, i),
        PickupLocation = _pickupLocation[i],
        DropoffLocation = _dropoffLocation[i],
        PaymentType = _paymentType[i],
        FareAmount = _fare[i],
        Extra = _extra[i],
        MtaTax = _mtaTax[i],
        TipAmount = _tip[i],
        TollsAmount = _tolls[i],
        ImprovementSurcharge = _improvement[i],
        TotalAmount = _total[i],
        CongestionSurcharge = _congestion[i],
        AirportFee = _airport[i],
        DriverTag = Text(_tag, i),
    };

    private static string? Text(Column<DuckDbChunk.Text16> column, int i) =>
        DuckDbChunk.IsValid(column.Validity, i) ? DuckDbChunk.Text(column.Values + i) : null;

    private readonly struct Column<T>(DuckDbChunk chunk, int column)
        where T : unmanaged
    {
        public readonly T* Values = chunk.Values<T>(column);
        public readonly ulong* Validity = chunk.Validity(column);

        public T? this[int i] => DuckDbChunk.IsValid(Validity, i) ? Values[i] : null;
    }
}
