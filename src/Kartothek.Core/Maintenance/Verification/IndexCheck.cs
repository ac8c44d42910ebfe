using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Whether secondary indices hold exactly what the data files hold.</summary>
/// <param name="store">Where the dataset lies.</param>
/// <param name="header">Its header.</param>
/// <param name="schemas">The schemas of its tables, as far as they can be read.</param>
/// <param name="tables">How many tables it has.</param>
/// <param name="options">The form that is wanted, and how much is done at once.</param>
internal sealed class IndexCheck(IObjectStore store, DatasetHeader header, IReadOnlyDictionary<string, Schema> schemas, int tables, VerifyOptions options)
{
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    /// <summary>Looks at all indices: one request per index, and a read of the indexed columns of every file.</summary>
    /// <param name="readable">Whether a file is there and has a readable footer.</param>
    /// <param name="report">Is told after every file.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    public async ValueTask<ImmutableArray<VerifiedIndex>> RunAsync(Func<string, bool> readable, Action report, CancellationToken cancellationToken)
    {
        var fields = new List<(IndexReference Reference, Field? Field, VerifyFinding? Finding)>();
        foreach (var reference in header.Indices)
        {
            fields.Add(FieldOf(reference));
        }
        ImmutableArray<Field> columns = [.. fields.Select(f => f.Field).OfType<Field>()];
        var parts = columns.IsEmpty ? [] : await ReadPartsAsync(columns, readable, report, cancellationToken).ConfigureAwait(false);
        var verified = ImmutableArray.CreateBuilder<VerifiedIndex>();
        foreach (var (reference, field, finding) in fields)
        {
            if (field is null)
            {
                verified.Add(new VerifiedIndex(reference, null, null, finding is null ? [] : [finding]));
                continue;
            }
            var held = IndexMerge.Merge(field, null, [.. parts.Where(p => p.Field.Name == field.Name)], ImmutableHashSet<string>.Empty);
            verified.Add(await CheckAsync(reference, field, held, cancellationToken).ConfigureAwait(false));
        }
        return verified.DrainToImmutable();
    }

    private (IndexReference Reference, Field? Field, VerifyFinding? Finding) FieldOf(IndexReference reference)
    {
        var schema = schemas.Values.FirstOrDefault(s => s.Contains(reference.Column));
        try
        {
            return schema is not null
                ? (reference, IndexColumn.Of(schema[reference.Column]), null)
                // Where a schema can't be read, nobody knows what the index should hold.
                : (reference, null, schemas.Count == tables ? Findings.IndexImpossible(KeyOf(reference), reference.Column, "no table has such a column") : null);
        }
        catch (KartothekException e)
        {
            return (reference, null, Findings.IndexImpossible(KeyOf(reference), reference.Column, e.Message));
        }
    }

    private async ValueTask<List<IndexPart>> ReadPartsAsync(ImmutableArray<Field> columns, Func<string, bool> readable, Action report, CancellationToken cancellationToken)
    {
        var parts = new List<IndexPart>();
        (string Label, TableFile File)[] files = [.. header.Partitions.SelectMany(p => p.Files, (p, f) => (p.Label, f))];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxParallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files, parallel, async (file, token) =>
        {
            ImmutableArray<IndexPart> read = [];
            if (readable(file.File.Key))
            {
                try
                {
                    read = await IndexPartReader.ReadAsync(store, file.File.Key, file.Label, columns, token).ConfigureAwait(false);
                }
                catch (KartothekException e) when (FileCheck.IsDamage(e))
                {
                    read = default;
                }
            }
            else
            {
                read = default;
            }
            lock (parts)
            {
                if (read.IsDefault)
                {
                    _unread.Add(file.Label);
                }
                else
                {
                    parts.AddRange(read);
                }
                report();
            }
        }).ConfigureAwait(false);
        return parts;
    }

    private async ValueTask<VerifiedIndex> CheckAsync(IndexReference reference, Field field, IndexEntries held, CancellationToken cancellationToken)
    {
        var key = KeyOf(reference);
        LoadedIndex loaded;
        try
        {
            loaded = await LoadedIndex.ReadAsync(store, reference, field, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (KartothekException e) when (FileCheck.IsDamage(e))
        {
            return new VerifiedIndex(reference, held, null,
                [e.Kind == ErrorKind.NotFound ? Findings.IndexMissing(key, field.Name) : Findings.IndexUnreadable(key, field.Name, e.Message)]);
        }
        var findings = ImmutableArray.CreateBuilder<VerifyFinding>();
        var difference = IndexDifference.Of(loaded.Entries, held, label => header.IndexOf(label) >= 0, label => !_unread.Contains(label));
        if (difference.Missing > 0)
        {
            findings.Add(Findings.IndexIncomplete(key, field.Name, difference.Missing, difference.MissingExample!));
        }
        if (difference.Excess > 0)
        {
            findings.Add(Findings.IndexExcess(key, field.Name, difference.Excess, difference.ExcessExample!));
        }
        if (!difference.Unknown.IsEmpty)
        {
            findings.Add(Findings.IndexLabels(key, field.Name, difference.Unknown.Length, difference.Unknown[0]));
        }
        if (reference.Key is null)
        {
            findings.Add(Findings.IndexEmbedded(key, field.Name));
        }
        else if (loaded.Target is { } form && options.Target is { } wanted && form != wanted)
        {
            findings.Add(Findings.IndexForm(key, field.Name, form, wanted));
        }
        return new VerifiedIndex(reference, held, loaded.Target, findings.DrainToImmutable());
    }

    private string KeyOf(IndexReference reference) => reference.Key ?? header.Key;
}
