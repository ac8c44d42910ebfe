using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>An index as it was read in order to be changed.</summary>
/// <param name="Entries">All values and all labels, also those of partitions that don't exist any more.</param>
/// <param name="Target">The form that the file has, which an update keeps; null where it is that of both libraries because the column isn't text, or where the index was embedded in the header.</param>
internal sealed record LoadedIndex(IndexEntries Entries, PythonTarget? Target)
{
    /// <summary>Reads an index with all its labels: one or two requests for a file, none for an embedded one.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="reference">Where the index lies.</param>
    /// <param name="field">The column with the type of its index; values are converted to it.</param>
    /// <param name="clock">Measures the second for which a file that doesn't parse is read again.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="KartothekException">
    /// The file is missing (<see cref="ErrorKind.NotFound"/>), damaged (<see cref="ErrorKind.Corrupt"/>), or of another kind of values than the column
    /// (<see cref="ErrorKind.Invalid"/>).
    /// </exception>
    public static ValueTask<LoadedIndex> ReadAsync(
        IObjectStore store, IndexReference reference, Field field, TimeProvider? clock = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
