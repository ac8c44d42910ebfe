using Kartothek.Columns;

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

    private static bool Same(Schema left, Schema right) => left.Fields.AsSpan().SequenceEqual(right.Fields.AsSpan());

    private static async ValueTask<VersionToken> TokenAsync(IObjectStore store, string key, CancellationToken cancellationToken) =>
        await store.TryReadAllAsync(key, cancellationToken).ConfigureAwait(false) is { } file ? file.Token : default;
}
