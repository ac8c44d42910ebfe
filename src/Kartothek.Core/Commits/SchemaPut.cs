using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Puts <c>_common_metadata</c> where it must change: its key has no versions, so it is put before the header, and says whose it is.</summary>
/// <remarks>
/// It must change where its columns do, where it isn't in the form that both Python libraries read and update (format.md 12.1 rule 3), and where it isn't the file of the last
/// commit that wrote it: Python wrote it, or a commit that failed, or one that is still under way, whose header can't be put any more after ours.
/// </remarks>
internal static class SchemaPut
{
    /// <summary>Puts the schema of a table where it must change: one request for that, none where it stays.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="stored">The file as it was read; null where it wasn't: one request more.</param>
    /// <param name="recorded">What the header says about it.</param>
    /// <param name="key">The file.</param>
    /// <param name="schema">What it is to hold.</param>
    /// <param name="id">The commit.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>What the header is to say about it.</returns>
    /// <exception cref="KartothekException">Another writer has put it meanwhile (<see cref="ErrorKind.Conflict"/>).</exception>
    public static async ValueTask<TableRecord> RunAsync(
        IObjectStore store, TableSchema? stored, TableRecord? recorded, string key, Schema schema, string id, CancellationToken cancellationToken)
    {
        if (stored?.Footer is { } footer && recorded is not null && SchemaFile.CommitIdOf(footer) == recorded.CommitId && Same(recorded.Schema, schema) && SchemaFile.IsInForm(footer, schema))
        {
            return recorded;
        }
        var token = stored is not null ? stored.Token : await TokenAsync(store, key, cancellationToken).ConfigureAwait(false);
        await store.PutAsync(key, SchemaFile.ToBytes(schema, id), token.IsNone ? PutCondition.IfAbsent : PutCondition.IfMatch(token), cancellationToken).ConfigureAwait(false);
        return new TableRecord(schema, id);
    }

    /// <summary>Puts the schema back that the header records, where a commit that wasn't made has left its own: Python doesn't look whose it is. Never fails; the next commit puts right what stays.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="uuid">Its name.</param>
    /// <param name="tables">The tables whose schemas the commit may have put.</param>
    /// <param name="id">The commit.</param>
    /// <param name="clock">For rereading a header that doesn't parse.</param>
    public static async ValueTask TakeBackAsync(IObjectStore store, string uuid, IReadOnlyCollection<string> tables, string id, TimeProvider clock)
    {
        try
        {
            foreach (var table in tables)
            {
                var key = DatasetKeys.Schema(uuid, table);
                if (await store.TryReadAllAsync(key).ConfigureAwait(false) is not { } file
                    || SchemaFile.CommitIdOf(await ParquetFooter.ReadAsync(new MemoryByteSource(key, file.Bytes)).ConfigureAwait(false)) != id)
                {
                    continue;
                }
                var headers = await HeaderForms.ReadAsync(store, uuid, clock, CancellationToken.None).ConfigureAwait(false);
                if (headers is [{ Record: { } record }, ..] && !record.Contains(id) && record.Tables.TryGetValue(table, out var recorded))
                {
                    // On the condition that it is ours still: another writer may have put his meanwhile, and his header come next.
                    await store.PutAsync(key, SchemaFile.ToBytes(recorded.Schema, recorded.CommitId), PutCondition.IfMatch(file.Token)).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The error that led here matters more.
        }
    }

    private static bool Same(Schema left, Schema right) => left.Fields.AsSpan().SequenceEqual(right.Fields.AsSpan());

    private static async ValueTask<VersionToken> TokenAsync(IObjectStore store, string key, CancellationToken cancellationToken) =>
        await store.TryReadAllAsync(key, cancellationToken).ConfigureAwait(false) is { } file ? file.Token : default;
}
