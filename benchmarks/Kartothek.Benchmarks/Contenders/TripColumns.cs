namespace Kartothek.Benchmarks;

/// <summary>The columns of a row group of trips, in arrays that are used again.</summary>
internal sealed class TripColumns
{
    private readonly int?[][] _integers = [[], [], []];
    private readonly long?[][] _longs = [[], [], []];
    private readonly double?[][] _numbers = [[], [], [], [], [], [], [], [], [], [], [], []];
    private readonly string?[][] _texts = [[], []];
    private int _rows;

    /// <summary>Where the columns stand in the file; those of times hold microseconds.</summary>
    private static readonly int[] IntegerColumns = [0, 7, 8], LongColumns = [1, 2, 9], NumberColumns = [3, 4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18], TextColumns = [6, 19];

    /// <summary>The total amounts, which are read apart where they decide which rows are wanted.</summary>
    public const int TotalAmount = 16;

    /// <summary>Reads the columns of the rows wanted; of all rows where it is null.</summary>
    public void Read(IColumnReader group, bool[]? wanted)
    {
        if (_rows < group.RowCount)
            Grow(group.RowCount);

        for (var i = 0; i < _integers.Length; i++)
            group.Read(IntegerColumns[i], _integers[i]);

        for (var i = 0; i < _longs.Length; i++)
            group.Read(LongColumns[i], _longs[i]);

        for (var i = 0; i < _numbers.Length; i++)
            group.Read(NumberColumns[i], _numbers[i]);

        for (var i = 0; i < _texts.Length; i++)
            group.Read(TextColumns[i], _texts[i], wanted);
    }

    public Trip Row(int i) => new()
    {
        VendorId = _integers[0][i],
        Pickup = Time(_longs[0][i]),
        Dropoff = Time(_longs[1][i]),
        PassengerCount = _numbers[0][i],
        TripDistance = _numbers[1][i],
        RatecodeId = _numbers[2][i],
        StoreAndForward = _texts[0][i],
        PickupLocation = _integers[1][i],
        DropoffLocation = _integers[2][i],
        PaymentType = _longs[2][i],
        FareAmount = _numbers[3][i],
        Extra = _numbers[4][i],
        MtaTax = _numbers[5][i],
        TipAmount = _numbers[6][i],
        TollsAmount = _numbers[7][i],
        ImprovementSurcharge = _numbers[8][i],
        TotalAmount = _numbers[9][i],
        CongestionSurcharge = _numbers[10][i],
        AirportFee = _numbers[11][i],
        DriverTag = _texts[1][i],
    };

    public static DateTime? Time(long? microseconds) =>
        microseconds is { } units ? new DateTime(DateTime.UnixEpoch.Ticks + (units * TimeSpan.TicksPerMicrosecond), DateTimeKind.Unspecified) : null;

    private void Grow(int rows)
    {
        _rows = rows;
        for (var i = 0; i < _integers.Length; i++)
            _integers[i] = new int?[rows];

        for (var i = 0; i < _longs.Length; i++)
            _longs[i] = new long?[rows];

        for (var i = 0; i < _numbers.Length; i++)
            _numbers[i] = new double?[rows];

        for (var i = 0; i < _texts.Length; i++)
            _texts[i] = new string?[rows];
    }
}
