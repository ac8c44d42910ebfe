namespace Kartothek.Benchmarks;

/// <summary>The columns of a row group of lineitem, in arrays that are used again.</summary>
internal sealed class LineItemColumns
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private readonly long[][] _keys = [[], [], []];
    private readonly double[][] _numbers = [[], [], [], []];
    private readonly int[][] _dates = [[], [], []];
    private readonly string?[][] _texts = [[], [], [], [], []];
    private int[] _lineNumbers = [];

    /// <summary>Where the columns stand in the file.</summary>
    private static readonly int[] KeyColumns = [0, 1, 2], NumberColumns = [4, 5, 6, 7], DateColumns = [10, 11, 12], TextColumns = [8, 9, 13, 14, 15];

    /// <summary>Reads the columns of the rows wanted; of all rows where it is null.</summary>
    public void Read(IColumnReader group, bool[]? wanted)
    {
        if (_lineNumbers.Length < group.RowCount)
            Grow(group.RowCount);

        for (var i = 0; i < _keys.Length; i++)
            group.Read(KeyColumns[i], _keys[i]);

        group.Read(3, _lineNumbers);
        for (var i = 0; i < _numbers.Length; i++)
            group.Read(NumberColumns[i], _numbers[i]);

        for (var i = 0; i < _dates.Length; i++)
            group.Read(DateColumns[i], _dates[i]);

        for (var i = 0; i < _texts.Length; i++)
            group.Read(TextColumns[i], _texts[i], wanted);
    }

    public LineItem Row(int i) => new()
    {
        OrderKey = _keys[0][i],
        PartKey = _keys[1][i],
        SupplierKey = _keys[2][i],
        LineNumber = _lineNumbers[i],
        Quantity = _numbers[0][i],
        ExtendedPrice = _numbers[1][i],
        Discount = _numbers[2][i],
        Tax = _numbers[3][i],
        ReturnFlag = _texts[0][i]!,
        LineStatus = _texts[1][i]!,
        ShipDate = Date(_dates[0][i]),
        CommitDate = Date(_dates[1][i]),
        ReceiptDate = Date(_dates[2][i]),
        ShipInstruct = _texts[2][i]!,
        ShipMode = _texts[3][i]!,
        Comment = _texts[4][i]!,
    };

    public static DateOnly Date(int days) => DateOnly.FromDayNumber(days + Epoch);

    private void Grow(int rows)
    {
        _lineNumbers = new int[rows];
        for (var i = 0; i < _keys.Length; i++)
            _keys[i] = new long[rows];

        for (var i = 0; i < _numbers.Length; i++)
            _numbers[i] = new double[rows];

        for (var i = 0; i < _dates.Length; i++)
            _dates[i] = new int[rows];

        for (var i = 0; i < _texts.Length; i++)
            _texts[i] = new string?[rows];
    }
}
