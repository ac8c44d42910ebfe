using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The header says that the dataset has another name now, and that what is left under the old one is about to be deleted.</summary>
internal sealed class DatasetRenamedException(string newUuid, string message) : KartothekException(ErrorKind.NotFound, message)
{
    /// <summary>The new name.</summary>
    public string NewUuid { get; } = newUuid;
}
