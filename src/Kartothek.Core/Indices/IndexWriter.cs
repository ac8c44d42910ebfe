using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Writes index files (format.md 4.1, 12.1 rule 8).</summary>
/// <remarks>
/// Values are sorted and row groups are small, with true statistics, so that a reader who looks for a few values needs a few row groups only. Labels are
/// dictionary codes from beginning to end: an index of a million values over many files has many times as many labels, and each is long.
/// </remarks>
internal static class IndexWriter
{
    /// <summary>Values of a row group; Python writes 10,000.</summary>
    internal const int RowGroupRows = 16_384;

    private const int PageRows = 4_096;

    /// <summary>Writes an index under a new key: one put.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="key">A key that doesn't exist yet (<see cref="DatasetKeys.Index"/>).</param>
    /// <param name="index">Values and labels.</param>
    /// <param name="target">The form of text; an update takes the one that it found (<see cref="LoadedIndex.Target"/>).</param>
    /// <param name="cancellationToken">Stops the request; nothing is written then.</param>
    public static async ValueTask WriteAsync(IObjectStore store, string key, IndexEntries index, PythonTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var sink = new MemoryByteSink();
        await WriteAsync(sink, key, index, target, cancellationToken).ConfigureAwait(false);
        await store.PutAsync(key, sink.Bytes, default, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the bytes of an index file.</summary>
    public static async ValueTask WriteAsync(IByteSink sink, string key, IndexEntries index, PythonTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        var schema = new Schema([index.Field, IndexReader.Labels]);
        var writer = new ParquetFileWriter(sink, key, schema, new ParquetWriteOptions
        {
            RowGroupRows = RowGroupRows,
            PageRows = PageRows,
            SortedBy = [new SortingColumn(index.Field.Name)],
            KeyValues = target == PythonTarget.Plateau && index.Field.Type.Kind == ColumnKind.String
                ? [KeyValuePair.Create(ArrowSchemaText.Key, ArrowSchemaText.OfLargeStringIndex(index.Field.Name))]
                : [],
        });
        await using (writer.ConfigureAwait(false))
        {
            var blocks = new IndexBlocks(index, schema);
            for (var first = 0; first < index.Count; first += RowGroupRows)
            {
                await writer.WriteAsync(blocks.Of(first, Math.Min(RowGroupRows, index.Count - first)), cancellationToken).ConfigureAwait(false);
                await writer.FlushRowGroupAsync(cancellationToken).ConfigureAwait(false);
            }
            await writer.FinishAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
