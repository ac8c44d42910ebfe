using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Creates a dataset: checks, writes rows into files, commits. Used once.</summary>
internal sealed class DatasetCreation
{
    private readonly IObjectStore _store;
    private readonly string _uuid;
    private readonly CreateOptions _options;
    private readonly JsonObject _metadata;

    /// <summary>Checks what can be checked without requests.</summary>
    /// <exception cref="KartothekException">Name, table or metadata can't be those of a dataset (<see cref="ErrorKind.Invalid"/>).</exception>
    public DatasetCreation(IObjectStore store, string uuid, CreateOptions options)
    {
        (_store, _uuid, _options) = (store, uuid, options);
        if (!DatasetKeys.IsUuid(uuid))
        {
            throw CoreErrors.UuidIsInvalid(uuid);
        }
        if (options.Table.Length == 0 || options.Table is DatasetKeys.IndexFolder or HistoryKey.Folder || options.Table is "." or ".." || options.Table.Contains('/'))
        {
            throw CoreErrors.TableIsInvalid(options.Table);
        }
        StoreKey.Check(DatasetKeys.Schema(uuid, options.Table), store.Name);
        _metadata = options.Metadata is { } metadata ? UserMetadata.Copy(metadata) : [];
    }

    /// <summary>Creates the dataset with the rows of a source.</summary>
    public async ValueTask<CommitReport> RunAsync(BlockSource rows, CancellationToken cancellationToken)
    {
        var writer = new PartitionWriter(
            new PartitionWriteOptions
            {
                Store = _store,
                Uuid = _uuid,
                Table = _options.Table,
                PartitionOn = _options.PartitionOn,
                IndexColumns = Indices,
                Files = _options.Files,
                Hash = RowHash.GenerationOf(_options.PythonTarget),
                Labels = _options.Labels,
                MaxParallelism = _options.MaxParallelism,
                Progress = _options.Progress,
            },
            rows.Schema);
        await CheckAbsentAsync(cancellationToken).ConfigureAwait(false);
        var files = await writer.WriteAsync(rows.Blocks, cancellationToken).ConfigureAwait(false);
        try
        {
            return await CommitAsync(writer.Rows, files, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (UpdateRun.IsUndone(e) || e is KartothekException { Kind: ErrorKind.Conflict })
        {
            await PartitionWriter.DiscardAsync(_store, files.Select(f => f.Key)).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Creates the dataset without rows.</summary>
    public async ValueTask<CommitReport> RunAsync(Schema schema, CancellationToken cancellationToken)
    {
        var shape = new RowShape(schema, _options.PartitionOn, null, _options.Files.KeepsNanoseconds);
        foreach (var column in Indices)
        {
            IndexColumn.Of(_uuid, shape.Rows, _options.PartitionOn, column);
        }
        await CheckAbsentAsync(cancellationToken).ConfigureAwait(false);
        return await CommitAsync(shape.Rows, [], cancellationToken).ConfigureAwait(false);
    }

    private ImmutableArray<string> Indices => [.. _options.SecondaryIndices.Distinct(StringComparer.Ordinal)];

    // Found now rather than behind minutes of writing; the commit decides.
    private async ValueTask CheckAbsentAsync(CancellationToken cancellationToken)
    {
        if (!_options.Overwrite && (await DatasetState.ReadAsync(1, _store, _uuid, _options.Open, cancellationToken).ConfigureAwait(false)).Header is not null)
        {
            throw CoreErrors.DatasetExists(_uuid, _store.Name);
        }
    }

    private ValueTask<CommitReport> CommitAsync(Schema rows, ImmutableArray<WrittenPartition> files, CancellationToken cancellationToken)
    {
        var commit = _options.Commit with { Labels = _options.Labels, Open = _options.Open with { Table = null } };
        return Committer.CommitAsync(_store, _uuid, (state, _) => new(Plan(state, rows, files)), commit, cancellationToken);
    }

    private DatasetChange Plan(DatasetState state, Schema rows, ImmutableArray<WrittenPartition> files)
    {
        if (state.Header is not null && !_options.Overwrite)
        {
            throw CoreErrors.DatasetExists(_uuid, _store.Name);
        }
        return new DatasetChange
        {
            Kind = _options.Overwrite ? ChangeKind.Overwrite : ChangeKind.Create,
            Table = _options.Table,
            Added = files,
            Schema = SchemaNormalization.Normalize(rows, _options.PartitionOn),
            PartitionOn = _options.PartitionOn,
            BuiltIndices = Indices,
            Metadata = _metadata,
            Format = _options.HeaderFormat,
            Target = _options.PythonTarget,
        };
    }
}
