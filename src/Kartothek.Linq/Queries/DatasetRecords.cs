using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>All records of a dataset: where queries start.</summary>
/// <typeparam name="T">The record type.</typeparam>
internal sealed class DatasetRecords<T> : DatasetQuery<T>, IDatasetSource
{
    private readonly Func<CancellationToken, ValueTask<Dataset>>? _open;
    private readonly Func<Dataset?>? _opened;
    private readonly Action? _forget;
    private readonly string _name;
    private Dataset? _dataset;
    private RecordMap? _map;

    /// <summary>The records of an open dataset.</summary>
    /// <exception cref="Columns.KartothekException">The type doesn't fit the dataset's columns.</exception>
    public DatasetRecords(IDatasetQueryProvider provider, Dataset dataset)
        : base(provider)
    {
        _name = DatasetText.NameOf(dataset);
        Open(dataset);
    }

    /// <summary>The records of a dataset that is opened when a query first runs.</summary>
    /// <param name="provider">Runs the queries.</param>
    /// <param name="name">The dataset's name, for messages.</param>
    /// <param name="open">Opens the dataset.</param>
    /// <param name="opened">Gives the dataset where somebody else has opened it already; null otherwise.</param>
    /// <param name="forget">Is called when the dataset was changed through this query.</param>
    public DatasetRecords(
        IDatasetQueryProvider provider, string name, Func<CancellationToken, ValueTask<Dataset>> open, Func<Dataset?> opened, Action forget)
        : base(provider) => (_name, _open, _opened, _forget) = (name, open, opened, forget);

    /// <inheritdoc/>
    public string Name => _dataset is { } dataset ? DatasetText.NameOf(dataset) : _name;

    /// <inheritdoc/>
    public RecordMap Map
    {
        get
        {
            _ = Dataset;
            return _map!;
        }
    }

    /// <inheritdoc/>
    public Dataset Dataset
    {
        get
        {
            if (_dataset is null)
            {
                Open(_opened?.Invoke() ?? throw QueryRunErrors.NotOpen(_name));
            }
            return _dataset;
        }
    }

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_dataset is null)
        {
            Open(await _open!(cancellationToken).ConfigureAwait(false));
        }
    }

    /// <inheritdoc/>
    public void Forget() => _forget?.Invoke();

    /// <inheritdoc/>
    public override string ToString() => Name;

    // The map comes first: whoever sees the dataset sees its map.
    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_dataset))]
    private void Open(Dataset dataset)
    {
        _map = RecordMap.For(typeof(T), dataset.Schema, DatasetText.Of(dataset));
        _dataset = dataset;
    }
}
