using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Reads the files of a job, and writes their rows into new ones.</summary>
/// <remarks>
/// Rows are read with types that hold those of all files, so that each value stays what it is. Files whose types no one type holds aren't put together. Columns that pandas stored as
/// the index of its rows are left out, since readers hide them, and the numbers in them mean nothing behind the boundaries of files.
/// </remarks>
internal sealed class CompactionWork(Dataset dataset, ImmutableArray<string> partitionOn, CompactOptions options, RunFigures figures)
{
    private readonly bool _changesKeys = !partitionOn.SequenceEqual(dataset.PartitionColumns);

    /// <summary>Does a job.</summary>
    /// <returns>The new files; nothing is left where it fails.</returns>
    public async ValueTask<ImmutableArray<WrittenPartition>> RunAsync(CompactionJob job, CancellationToken cancellationToken)
    {
        var written = ImmutableArray.CreateBuilder<WrittenPartition>();
        try
        {
            foreach (var (files, schema) in await TogetherAsync(job, cancellationToken).ConfigureAwait(false))
            {
                written.AddRange(await WriteAsync(files, schema, job, cancellationToken).ConfigureAwait(false));
            }
            return written.ToImmutable();
        }
        catch
        {
            await PartitionWriter.DiscardAsync(dataset.Store, written.Select(w => w.Key)).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The files in groups of which each has one schema; one group in nearly all cases.</summary>
    private async ValueTask<List<(List<FileContent> Files, Schema Schema)>> TogetherAsync(CompactionJob job, CancellationToken cancellationToken)
    {
        var groups = new List<(List<FileContent> Files, Schema Schema)>();
        foreach (var partition in job.Inputs)
        {
            var file = await FileContent.OpenAsync(dataset, partition, figures, cancellationToken).ConfigureAwait(false);
            var hidden = PandasIndex.ColumnsOf(file.Footer);
            var schema = new Schema(file.Schema.Fields.Where(f => !hidden.Contains(f.Name)));
            var found = groups.FindIndex(g => CommonType.Of(g.Schema, schema) is not null);
            if (found < 0)
            {
                groups.Add(([file], schema));
            }
            else
            {
                groups[found].Files.Add(file);
                groups[found] = (groups[found].Files, CommonType.Of(groups[found].Schema, schema)!);
            }
        }
        return groups;
    }

    private async ValueTask<ImmutableArray<WrittenPartition>> WriteAsync(List<FileContent> files, Schema schema, CompactionJob job, CancellationToken cancellationToken)
    {
        var columns = new Schema([.. dataset.PartitionColumns.Select(c => new Field(c, files[0].Constants[c].Type)), .. schema.Fields]);
        var write = OptionsOf(files, schema, columns, job);
        var rows = ReadAsync(files, columns, cancellationToken);
        if (job.Sorts)
        {
            var sort = new RowSort(dataset, columns, options.SortBy, write.Files.BufferBytes, options.Labels, write.Files.Compression);
            rows = sort.SortAsync(rows, cancellationToken);
        }
        var written = await new PartitionWriter(write, columns).WriteAsync(rows, cancellationToken).ConfigureAwait(false);
        // What the dataset's schema lacks stays in the files, as it was.
        return [.. written.Select(w => w with { Schema = dataset.Schema })];
    }

    private PartitionWriteOptions OptionsOf(List<FileContent> files, Schema schema, Schema columns, CompactionJob job)
    {
        var found = files[0].Footer.LayoutOptions();
        var layout = options.Files ?? new FileLayout { Compression = found.Compression, PageIndex = found.PageIndex, BloomFilters = found.BloomFilters };
        return new()
        {
            Store = dataset.Store,
            Uuid = dataset.Uuid,
            Table = dataset.Table,
            PartitionOn = partitionOn,
            IndexColumns = [.. dataset.IndexColumns.Where(c => !partitionOn.Contains(c) && (!columns.Contains(c) || ReplacementFile.HasType(columns, c)))],
            Stored = new Schema(dataset.Schema.Fields.Where(f => !columns.Contains(f.Name))),
            SortedBy = job.Sorts ? options.SortBy : [],
            KeyValues = _changesKeys ? [] : CommonEntries(files, schema),
            Files = layout with
            {
                TargetFileBytes = job.FileBytes,
                SortBy = job.Sorts ? [] : _changesKeys && !options.SortBy.IsEmpty ? options.SortBy : layout.SortBy,
                KeepsNaN = true,
                KeepsNanoseconds = true,
            },
            WritesEmptyFile = false,
            Labels = options.Labels,
        };
    }

    // Categories and lengths of time are in these entries alone. They hold only where all files say the same of the same columns.
    private static ImmutableArray<KeyValuePair<string, string>> CommonEntries(List<FileContent> files, Schema schema) =>
        [.. FooterEntries.Of(files[0].Footer, schema).Where(e => files.TrueForAll(f => FooterEntries.Of(f.Footer, schema).Contains(e)))];

    private static async IAsyncEnumerable<Block> ReadAsync(List<FileContent> files, Schema columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            foreach (var group in file.Footer.RowGroups)
            {
                if (group.RowCount == 0)
                {
                    continue;
                }
                using var reader = file.Read(group.Ordinal, columns);
                while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } block)
                {
                    yield return block;
                }
            }
        }
    }
}
