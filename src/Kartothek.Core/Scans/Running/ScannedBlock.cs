using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A block on its way from the task that read it to the consumer of a run.</summary>
public sealed class ScannedBlock
{
    /// <summary>The file that it was read of.</summary>
    public string FileKey { get; internal set; } = "";

    /// <summary>The rows.</summary>
    public Block Block { get; internal set; } = new(new Schema([]), []);

    /// <summary>Memory of its own, where it leaves the thread that read it.</summary>
    internal BlockCopy Copy { get; } = new();

    /// <summary>The dictionaries of its task.</summary>
    internal DictionaryCopies Dictionaries { get; set; } = null!;
}
