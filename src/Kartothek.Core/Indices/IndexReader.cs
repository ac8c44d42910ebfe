using System.Runtime.CompilerServices;
using System.Text;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Reads secondary indices from their files, or from the header where it holds them.</summary>
internal static class IndexReader
{
    private const int FirstBytes = 16 << 20;

    internal static readonly Field Labels = new(IndexColumn.Labels, ColumnType.List(new Field("item", ColumnType.String)));

    /// <summary>Reads an index: one request for a file of up to 16 MiB, two for a larger one, none for an embedded one.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="reference">Where the index lies.</param>
    /// <param name="field">The column with the type of the dataset's schema, into which the values are converted.</param>
    /// <param name="labels">The partitions that count.</param>
    /// <param name="clock">Measures the second for which a file that doesn't parse is read again, since Python rewrites some in place.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="KartothekException">
    /// The file is missing (<see cref="ErrorKind.NotFound"/>), damaged (<see cref="ErrorKind.Corrupt"/>), or of another kind of values
    /// than the column (<see cref="ErrorKind.Invalid"/>). A reader can do without the index; a writer can't.
    /// </exception>
    public static ValueTask<SecondaryIndex> ReadAsync(
        IObjectStore store, IndexReference reference, Field field, LabelLookup labels, TimeProvider? clock = null, CancellationToken cancellationToken = default) =>
        reference.Key is { } key
            ? Reread.UntilParsedAsync(
                clock,
                async token => await ReadFileAsync(await FetchAsync(store, key, token).ConfigureAwait(false), field, labels, token).ConfigureAwait(false),
                cancellationToken)
            : new(ReadEmbedded(reference, field, labels));

    /// <summary>Fetches the whole file, since all of it is needed and its many small row groups would cost a request each.</summary>
    internal static async ValueTask<MemoryByteSource> FetchAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        var tail = await store.ReadTailAsync(key, FirstBytes, cancellationToken).ConfigureAwait(false);
        if (tail.IsWhole)
        {
            return new MemoryByteSource(key, tail.Bytes);
        }
        if (tail.Size > Array.MaxLength)
        {
            throw CoreErrors.ObjectTooLarge(key, store.Name, tail.Size);
        }
        var file = GC.AllocateUninitializedArray<byte>((int)tail.Size);
        var front = file.Length - tail.Bytes.Length;
        tail.Bytes.CopyTo(file.AsMemory(front));
        await store.ReadAsync(key, 0, file.AsMemory(0, front), default, cancellationToken).ConfigureAwait(false);
        return new MemoryByteSource(key, file);
    }

    /// <summary>Reads the footer of an index file, and checks that it has the column and labels.</summary>
    internal static async ValueTask<ParquetFooter> ReadFooterAsync(IByteSource source, Field field, CancellationToken cancellationToken)
    {
        var footer = await ParquetFooter.ReadAsync(source, ParquetFooter.DefaultTail, cancellationToken).ConfigureAwait(false);
        return footer.Schema.TryGet(IndexColumn.Labels, out var partition) && partition.Type.Kind == ColumnKind.List && footer.Schema.Contains(field.Name)
            ? footer
            : throw CoreErrors.IndexShape(source.Name, field.Name);
    }

    /// <summary>Reads the entries of one row group: one request.</summary>
    internal static async ValueTask<SecondaryIndex> ReadRowGroupAsync(
        IByteSource source, ParquetFooter footer, int group, Field field, LabelLookup labels, ScanBuffers buffers, CancellationToken cancellationToken)
    {
        var builder = new IndexBuilder(field, (int)Math.Min(footer.RowGroups[group].RowCount, Math.Min(footer.FileLength, Array.MaxLength / 2)));
        await AddRowGroupAsync(builder, source, footer, group, ColumnsOf(field), new LabelCodes(label => labels[label]), buffers, cancellationToken).ConfigureAwait(false);
        return builder.Finish();
    }

    private static async ValueTask<SecondaryIndex> ReadFileAsync(IByteSource source, Field field, LabelLookup labels, CancellationToken cancellationToken)
    {
        var footer = await ReadFooterAsync(source, field, cancellationToken).ConfigureAwait(false);
        // A damaged footer may claim any number of rows.
        var builder = new IndexBuilder(field, (int)Math.Min(footer.RowCount, Math.Min(footer.FileLength, Array.MaxLength / 2)));
        var columns = ColumnsOf(field);
        var codes = new LabelCodes(label => labels[label]);
        using var buffers = new ScanBuffers();
        for (var group = 0; group < footer.RowGroups.Length; group++)
        {
            await AddRowGroupAsync(builder, source, footer, group, columns, codes, buffers, cancellationToken).ConfigureAwait(false);
        }
        return builder.Finish();
    }

    private static ScanColumns ColumnsOf(Field field) => new(new Schema([field, Labels])) { KeepsNestedCodes = true };

    private static async ValueTask AddRowGroupAsync(
        IndexBuilder builder, IByteSource source, ParquetFooter footer, int group, ScanColumns columns, LabelCodes codes, ScanBuffers buffers, CancellationToken cancellationToken)
    {
        using var scan = RowGroupScan.Open(source, footer, group, columns, buffers);
        while (await scan.NextAsync(cancellationToken).ConfigureAwait(false) is { } block)
        {
            AddBlock(builder, block, codes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBlock(IndexBuilder builder, Block block, LabelCodes codes)
    {
        var values = block.Columns[0];
        if (block.Columns[1] is not NestedVector nested || !codes.TryTake(nested.Array, out var labels))
        {
            // Nothing but nulls: no entry has a label.
            return;
        }
        for (var row = 0; row < block.Length; row++)
        {
            foreach (var code in labels.CodesOf(row))
            {
                builder.AddPartition(labels.NumberOf(code));
            }
            if (values.IsNull(row))
            {
                builder.DropEntry();
            }
            else
            {
                builder.EndEntry(values, row);
            }
        }
    }

    /// <summary>An embedded index has its values as text, whatever the column's type.</summary>
    private static SecondaryIndex ReadEmbedded(IndexReference reference, Field field, LabelLookup labels)
    {
        var builder = new IndexBuilder(field);
        foreach (var entry in reference.Entries)
        {
            if (!ValueText.TryParse(Encoding.UTF8.GetBytes(entry.Value), field.Type, out var value))
            {
                throw CoreErrors.IndexText(field, entry.Value);
            }
            foreach (var label in entry.Labels)
            {
                builder.AddPartition(labels[Encoding.UTF8.GetBytes(label)]);
            }
            builder.EndEntry(new ConstantScalar(value, field.Type).ToVector(1), 0);
        }
        return builder.Finish();
    }
}
