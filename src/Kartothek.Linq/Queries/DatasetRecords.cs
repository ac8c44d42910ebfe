using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>All records of a dataset: where queries start.</summary>
/// <typeparam name="T">The record type.</typeparam>
internal sealed class DatasetRecords<T> : DatasetQuery<T>, IDatasetSource
{
    private readonly Func<CancellationToken, ValueTask<Dataset>>? _open;
    private readonly string _name;
    private Dataset? _dataset;
    private RecordMap? _map;

    /// <summary>The records of an open dataset.</summary>
    /// <exception cref="Columns.KartothekException">The type doesn't fit the dataset's columns.</exception>
    public DatasetRecords(IDatasetQueryProvider provider, Dataset dataset)
        : base(provider)
    {
        _name = NameOf(dataset);
        Open(dataset);
    }

    /// <summary>The records of a dataset that is opened when a query first runs.</summary>
    public DatasetRecords(IDatasetQueryProvider provider, string name, Func<CancellationToken, ValueTask<Dataset>> open)
        : base(provider) => (_name, _open) = (name, open);

    /// <inheritdoc/>
    public string Name => _dataset is { } dataset ? NameOf(dataset) : _name;

    /// <inheritdoc/>
    public RecordMap Map => _map ?? throw QueryRunErrors.NotOpen(_name);

    /// <inheritdoc/>
    public Dataset Dataset => _dataset ?? throw QueryRunErrors.NotOpen(_name);

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_dataset is null)
        {
            Open(await _open!(cancellationToken).ConfigureAwait(false));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string NameOf(Dataset dataset) => dataset.Table == "table" ? dataset.Uuid : $"{dataset.Uuid}/{dataset.Table}";

    private void Open(Dataset dataset)
    {
        _map = RecordMap.For(typeof(T), dataset.Schema, $"dataset '{NameOf(dataset)}'");
        _dataset = dataset;
    }
}
