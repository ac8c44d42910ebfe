using Xunit.Abstractions;

namespace Kartothek.Testing;

/// <summary>A dataset of a case as the argument of a theory; the test runner can write it down and find it again.</summary>
public sealed class GoldenSubject : IXunitSerializable
{
    private string _library = "";
    private string _case = "";
    private string _dataset = "";
    private string _table = "";

    /// <summary>For the test runner.</summary>
    public GoldenSubject()
    {
    }

    /// <summary>Names a dataset of a case.</summary>
    public GoldenSubject(GoldenCase golden, GoldenDataset dataset)
    {
        _library = golden.Library;
        _case = golden.Name;
        _dataset = dataset.Uuid;
        _table = dataset.Table;
    }

    /// <summary>The case.</summary>
    public GoldenCase Case => GoldenCases.Get(_library, _case);

    /// <summary>The dataset.</summary>
    public GoldenDataset Dataset => Case.Datasets.First(dataset => dataset.Uuid == _dataset && dataset.Table == _table);

    /// <summary>The path of the store.</summary>
    public string Store => Case.Store;

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info)
    {
        _library = info.GetValue<string>(nameof(_library));
        _case = info.GetValue<string>(nameof(_case));
        _dataset = info.GetValue<string>(nameof(_dataset));
        _table = info.GetValue<string>(nameof(_table));
    }

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(_library), _library);
        info.AddValue(nameof(_case), _case);
        info.AddValue(nameof(_dataset), _dataset);
        info.AddValue(nameof(_table), _table);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{_library}/{_case}: {_dataset}{(_table == "table" ? "" : $", table {_table}")}";
}
