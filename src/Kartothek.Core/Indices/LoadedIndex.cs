using System.Text;
using Kartothek.Columns;
using Kartothek.Parquet;

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
        IObjectStore store, IndexReference reference, Field field, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(field);
        return reference.Key is { } key
            ? Reread.UntilParsedAsync(
                clock,
                async token => await ReadFileAsync(await IndexReader.FetchAsync(store, key, token).ConfigureAwait(false), field, token).ConfigureAwait(false),
                cancellationToken)
            : new(new LoadedIndex(ReadEmbedded(reference, field), null));
    }

    private static async ValueTask<LoadedIndex> ReadFileAsync(IByteSource source, Field field, CancellationToken cancellationToken)
    {
        var footer = await ParquetFooter.ReadAsync(source, ParquetFooter.DefaultTail, cancellationToken).ConfigureAwait(false);
        if (!footer.Schema.TryGet(IndexColumn.Labels, out var partition) || partition.Type.Kind != ColumnKind.List || !footer.Schema.Contains(field.Name))
        {
            throw CoreErrors.IndexShape(source.Name, field.Name);
        }
        var collector = new IndexCollector(field, footer.RowCount);
        var columns = new ScanColumns(new Schema([field, IndexReader.Labels])) { KeepsNestedCodes = true };
        using var buffers = new ScanBuffers();
        for (var group = 0; group < footer.RowGroups.Length; group++)
        {
            using var scan = RowGroupScan.Open(source, footer, group, columns, buffers);
            while (await scan.NextAsync(cancellationToken).ConfigureAwait(false) is { } block)
            {
                collector.Add(block);
            }
        }
        return new LoadedIndex(collector.Finish(), TargetOf(footer, field));
    }

    /// <summary>The form of a text index, which an index file says in its Arrow schema only.</summary>
    internal static PythonTarget? TargetOf(ParquetFooter footer, Field field) =>
        field.Type.Kind != ColumnKind.String ? null
        : footer.KeyValueMetadata.TryGetValue(ArrowSchemaText.Key, out var text) && ArrowSchemaText.HasLargeString(text, field.Name) ? PythonTarget.Plateau
        : PythonTarget.Kartothek;

    /// <summary>An embedded index has its values as text, whatever the column's type.</summary>
    private static IndexEntries ReadEmbedded(IndexReference reference, Field field)
    {
        var builders = new Dictionary<string, IndexPartBuilder>(StringComparer.Ordinal);
        foreach (var entry in reference.Entries)
        {
            if (!ValueText.TryParse(Encoding.UTF8.GetBytes(entry.Value), field.Type, out var value))
            {
                throw CoreErrors.IndexText(field, entry.Value);
            }
            var vector = new ConstantScalar(value, field.Type).ToVector(1);
            foreach (var label in entry.Labels)
            {
                if (!builders.TryGetValue(label, out var builder))
                {
                    builders.Add(label, builder = IndexPartBuilder.Create(field));
                }
                builder.Add(vector);
            }
        }
        return IndexMerge.Merge(field, null, [.. builders.Select(b => b.Value.Finish(b.Key))], new HashSet<string>());
    }
}
