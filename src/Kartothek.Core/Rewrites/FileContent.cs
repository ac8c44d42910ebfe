using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>A data file that may be rewritten: what it holds itself, whatever the dataset's schema says of it.</summary>
internal sealed class FileContent
{
    private readonly Dataset _dataset;
    private readonly OpenedFile _opened;
    private readonly RunFigures? _figures;

    private FileContent(Dataset dataset, DatasetPartition partition, OpenedFile opened, RunFigures? figures)
    {
        (_dataset, Partition, _opened, _figures) = (dataset, partition, opened, figures);
        Constants = dataset.ConstantsOf(partition);
        // A copy of a partition column is ignored by every reader, and would contradict the key where rows move.
        Schema = new Schema(opened.Footer.Schema.Fields.Where(f => !Constants.ContainsKey(f.Name)));
    }

    /// <summary>The partition.</summary>
    public DatasetPartition Partition { get; }

    /// <summary>The footer.</summary>
    public ParquetFooter Footer => _opened.Footer;

    /// <summary>The file as it was opened.</summary>
    public OpenedFile Opened => _opened;

    /// <summary>The file's columns with its types, partition columns apart; columns that the dataset's schema lacks are among them.</summary>
    public Schema Schema { get; }

    /// <summary>The values of the partition columns.</summary>
    public ImmutableSortedDictionary<string, ConstantScalar> Constants { get; }

    /// <summary>Opens a file: one request where its footer isn't known.</summary>
    /// <exception cref="KartothekException">The file is CSV (<see cref="ErrorKind.NotSupported"/>), missing or damaged.</exception>
    public static async ValueTask<FileContent> OpenAsync(Dataset dataset, DatasetPartition partition, RunFigures? figures, CancellationToken cancellationToken)
    {
        if (partition.Format != FileFormat.Parquet)
        {
            throw CoreErrors.RewriteOfCsv(dataset.Uuid, partition.Key);
        }
        return new(dataset, partition, await dataset.OpenFileAsync(partition.Key, figures, cancellationToken).ConfigureAwait(false), figures);
    }

    /// <summary>Reads all rows of a row group, window by window: readers of one row group give blocks of the same rows.</summary>
    /// <param name="rowGroup">The row group.</param>
    /// <param name="columns">The columns wanted, partition columns among them, each with a type of its family. Those that the file lacks are null.</param>
    public IBlockReader Read(int rowGroup, Schema columns)
    {
        var task = new ScanTask
        {
            FileKey = Partition.Key,
            RowGroups = [rowGroup],
            Columns = columns,
            Constants = ConstantsFor(columns),
            Opened = _opened,
        };
        return new RowGroupReader(new StoreByteSource(_dataset.Store, Partition.Key, _figures, _opened.Whole), Footer, task, ScanBufferPool.Shared);
    }

    private ImmutableSortedDictionary<string, ConstantScalar> ConstantsFor(Schema columns)
    {
        var constants = Constants;
        foreach (var field in columns.Fields)
        {
            if (constants.TryGetValue(field.Name, out var constant) && constant.Type != field.Type)
            {
                constants = ValueConversion.TryConvert(constant.Value, constant.Type, field.Type, out var value)
                    ? constants.SetItem(field.Name, new ConstantScalar(value, field.Type))
                    : throw CoreErrors.KeyDoesNotFit(field.Name, constant, field.Type, Partition.Key);
            }
        }
        return constants;
    }
}
