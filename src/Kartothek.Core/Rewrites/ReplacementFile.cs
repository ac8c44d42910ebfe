using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Writes a file that takes the place of another: in the same folder, with its codec, its size of row groups and its footer entries.</summary>
internal static class ReplacementFile
{
    /// <summary>Writes the file, which no header names yet. One put, streamed where it is long.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="file">The file that it replaces.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="rows">The rows, with these columns.</param>
    /// <param name="name">The last part of its label.</param>
    /// <param name="cancellationToken">Stops the requests; nothing is left then.</param>
    public static async ValueTask<WrittenPartition> WriteAsync(
        Dataset dataset, FileContent file, Schema schema, IAsyncEnumerable<(Block Block, ReadOnlyMemory<int> Rows)> rows, string name, CancellationToken cancellationToken)
    {
        var key = string.Concat(file.Partition.Key.AsSpan(0, file.Partition.Key.LastIndexOf('/') + 1), name, DatasetKeys.ParquetSuffix);
        var label = LabelOf(dataset, file, key, name);
        // A column that the file lacks, or has without a type, has no value to list, and its part says so.
        var indices = dataset.IndexColumns.Where(c => HasType(schema, c)).Select(c => (Column: schema.IndexOf(c), Builder: IndexPartBuilder.Create(schema[c]))).ToArray();
        var sink = new StoreByteSink(dataset.Store, key);
        var writer = new ParquetFileWriter(sink, key, schema, OptionsOf(file.Footer, schema));
        await using var closing = writer.ConfigureAwait(false);
        try
        {
            await foreach (var (block, chosen) in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var isAll = chosen.Length == block.Length;
                foreach (var (column, builder) in indices)
                {
                    if (isAll)
                    {
                        builder.Add(block.Columns[column]);
                    }
                    else
                    {
                        builder.Add(block.Columns[column], chosen.Span);
                    }
                }
                await (isAll ? writer.WriteAsync(block, cancellationToken) : writer.WriteAsync(block, chosen, cancellationToken)).ConfigureAwait(false);
            }
            var written = await writer.FinishAsync(cancellationToken).ConfigureAwait(false);
            await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return new WrittenPartition
            {
                Label = label,
                Table = dataset.Table,
                Key = key,
                RowCount = written.RowCount,
                ByteCount = written.ByteCount,
                Schema = dataset.Schema,
                IndexParts = [
                    .. indices.Select(i => i.Builder.Finish(label)),
                    .. dataset.IndexColumns.Where(c => !HasType(schema, c) && HasType(dataset.Schema, c)).Select(c => IndexPartBuilder.Create(dataset.Schema[c]).Finish(label))],
            };
        }
        catch (Exception e)
        {
            await sink.AbortAsync().ConfigureAwait(false);
            // A put whose reply was lost has made its object. One that found its key taken hasn't, and the object there is another's.
            if (e is not KartothekException { Kind: ErrorKind.Conflict })
            {
                await PartitionWriter.DiscardAsync(dataset.Store, [key]).ConfigureAwait(false);
            }
            throw;
        }
    }

    /// <summary>Whether a column is there, and isn't one that holds nothing but nulls of no type, which no index part can be collected of while it is written.</summary>
    public static bool HasType(Schema schema, string column) => schema.TryGet(column, out var field) && field.Type.Kind != ColumnKind.Null;

    private static string LabelOf(Dataset dataset, FileContent file, string key, string name)
    {
        var folder = $"{dataset.Uuid}/{dataset.Table}/";
        return key.StartsWith(folder, StringComparison.Ordinal)
            ? key[folder.Length..^DatasetKeys.ParquetSuffix.Length]
            : PartitionLabel.Of(dataset.PartitionColumns, [.. file.Partition.Values], name);
    }

    private static ParquetWriteOptions OptionsOf(ParquetFooter footer, Schema schema)
    {
        var layout = footer.LayoutOptions();
        return layout with
        {
            KeyValues = FooterEntries.Of(footer, schema),
            BloomFilters = [.. layout.BloomFilters.Where(schema.Contains)],
            // What is there stays as it is: only setters make null of NaN.
            KeepsNaN = true,
        };
    }
}
