using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Datasets as messages name them.</summary>
internal static class DatasetText
{
    /// <summary><c>dataset 'sales'</c>, with the table where it isn't the default one.</summary>
    public static string Of(Dataset dataset) => $"dataset '{NameOf(dataset)}'";

    /// <summary>The uuid, with the table where it isn't the default one.</summary>
    public static string NameOf(Dataset dataset) => dataset.Table == "table" ? dataset.Uuid : $"{dataset.Uuid}/{dataset.Table}";
}
