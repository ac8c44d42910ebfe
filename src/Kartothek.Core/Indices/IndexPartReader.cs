using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Makes the index parts of files that exist already: an index that is built later, or a file that another process wrote.</summary>
internal static class IndexPartReader
{
    /// <summary>Reads the columns of one file: one request for its footer, and one or more per row group.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="key">The file, Parquet or CSV.</param>
    /// <param name="label">The label of its partition.</param>
    /// <param name="columns">The columns, each with the type of its index (<see cref="IndexColumn.Of(Field)"/>).</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns>One part per column, in their order. A column that the file lacks has no value there.</returns>
    /// <exception cref="KartothekException">
    /// The file is missing (<see cref="ErrorKind.NotFound"/>) or damaged (<see cref="ErrorKind.Corrupt"/>), or holds a column as another kind (<see cref="ErrorKind.Invalid"/>).
    /// </exception>
    public static async ValueTask<ImmutableArray<IndexPart>> ReadAsync(
        IObjectStore store, string key, string label, ImmutableArray<Field> columns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(key);
        if (columns.IsEmpty)
        {
            return [];
        }
        IndexPartBuilder[] builders = [.. columns.Select(IndexPartBuilder.Create)];
        var wanted = new ScanColumns(new Schema(columns));
        if (key.EndsWith(".csv", StringComparison.Ordinal) || key.EndsWith(".csv.gz", StringComparison.Ordinal))
        {
            using var scan = await CsvScan.OpenAsync(store, key, wanted, cancellationToken).ConfigureAwait(false);
            while (await scan.NextAsync(cancellationToken).ConfigureAwait(false) is { } block)
            {
                AddBlock(builders, block);
            }
        }
        else
        {
            var source = new StoreByteSource(store, key, null);
            var footer = await ParquetFooter.ReadAsync(source, cancellationToken: cancellationToken).ConfigureAwait(false);
            using var buffers = new ScanBuffers();
            for (var group = 0; group < footer.RowGroups.Length; group++)
            {
                using var scan = RowGroupScan.Open(source, footer, group, wanted, buffers);
                while (await scan.NextAsync(cancellationToken).ConfigureAwait(false) is { } block)
                {
                    AddBlock(builders, block);
                }
            }
        }
        return [.. builders.Select(b => b.Finish(label))];
    }

    private static void AddBlock(IndexPartBuilder[] builders, Block block)
    {
        for (var i = 0; i < builders.Length; i++)
        {
            builders[i].Add(block.Columns[i]);
        }
    }
}
