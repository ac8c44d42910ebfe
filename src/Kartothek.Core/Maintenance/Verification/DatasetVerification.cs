using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>One look at a dataset: what is wrong, and what a repair needs to know.</summary>
internal sealed class DatasetVerification
{
    private readonly IObjectStore _store;
    private readonly VerifyOptions _options;
    private readonly IProgress<MaintenanceProgress>? _progress;
    private readonly List<VerifyFinding> _findings = [];
    private readonly Dictionary<string, Schema> _schemas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParquetFooter> _footers = new(StringComparer.Ordinal);

    private DatasetVerification(IObjectStore store, DatasetHeader header, VerifyOptions options, IProgress<MaintenanceProgress>? progress) =>
        (_store, Header, _options, _progress) = (store, header, options, progress);

    /// <summary>The header that was verified.</summary>
    public DatasetHeader Header { get; }

    /// <summary>The tables: those of the header, or those that have a schema where it has no partition.</summary>
    public ImmutableArray<string> Tables { get; private set; } = [];

    /// <summary>The schemas that can be read, by table.</summary>
    public IReadOnlyDictionary<string, Schema> Schemas => _schemas;

    /// <summary>The footers that can be read, by key.</summary>
    public IReadOnlyDictionary<string, ParquetFooter> Footers => _footers;

    /// <summary>The indices that were looked at.</summary>
    public ImmutableArray<VerifiedIndex> Indices { get; private set; } = [];

    /// <summary>The msgpack header where it is newer than the JSON header, which counts; else null.</summary>
    public DatasetHeader? Hidden { get; private set; }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<VerifyFinding> Findings => _findings;

    /// <summary>Verifies a dataset.</summary>
    public static async ValueTask<DatasetVerification> RunAsync(
        IObjectStore store, string uuid, VerifyOptions options, IProgress<MaintenanceProgress>? progress, CancellationToken cancellationToken)
    {
        var header = await DatasetHeader.ReadAsync(store, uuid, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        var verification = new DatasetVerification(store, header, options, progress);
        await verification.RunAsync(cancellationToken).ConfigureAwait(false);
        return verification;
    }

    private async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var listed = await Garbage.ListAsync(_store, Header.Uuid, cancellationToken).ConfigureAwait(false);
        var keys = listed.Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        Tables = Header.Tables.IsEmpty ? GarbageScope.TablesOf(Header.Uuid, listed) : Header.Tables;
        await CheckHeadersAsync(cancellationToken).ConfigureAwait(false);
        foreach (var table in Tables)
        {
            var (schema, finding) = await SchemaCheck.RunAsync(_store, Header, table, listed.Find(e => e.Key == DatasetKeys.Schema(Header.Uuid, table)).Modified, _options, cancellationToken).ConfigureAwait(false);
            if (schema is not null)
            {
                _schemas.Add(table, schema);
            }
            // What the form of a schema is, is no question of keys.
            if (finding is not null && (_options.Depth >= VerifyDepth.Schemas || finding.Kind != FindingKind.SchemaForm))
            {
                _findings.Add(finding);
            }
        }
        _findings.AddRange(HeaderCheck.FindKeysTwice(Header));
        _findings.AddRange(HeaderCheck.FindPartitionKeys(Header, _schemas.Values.FirstOrDefault()));
        await CheckFilesAsync(keys, cancellationToken).ConfigureAwait(false);
        await CheckIndicesAsync(keys, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CheckHeadersAsync(CancellationToken cancellationToken)
    {
        if (Header.IsExplicit)
        {
            var read = await _store.ReadAllAsync(Header.Key, cancellationToken).ConfigureAwait(false);
            var json = Header.Format == HeaderFormat.Json ? read.Bytes : PackedHeader.ToJson(read.Bytes, Header.Key);
            _findings.AddRange(HeaderCheck.FindLabelsTwice(json, Header.Key));
        }
        if (Header.Format == HeaderFormat.Json && await _store.ExistsAsync(DatasetKeys.MessagePackHeader(Header.Uuid), cancellationToken).ConfigureAwait(false))
        {
            var forms = await HeaderForms.ReadAsync(_store, Header.Uuid, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            Hidden = forms is [var json, { } packed] && IsNewer(packed, json) ? packed : null;
            var key = DatasetKeys.MessagePackHeader(Header.Uuid);
            _findings.Add(Hidden is null ? Core.Findings.SecondHeader(key, Header.Key) : Core.Findings.NewerHeader(key, Header.Key));
        }
    }

    /// <summary>Whether a header stands on the commit of another. Python's headers carry the entry of the commit that they were made from, so that one of equal commits isn't.</summary>
    private static bool IsNewer(DatasetHeader header, DatasetHeader than) =>
        header.Record is { } newer && than.Record is { } older && newer.Id != older.Id && newer.Contains(older.Id);

    private async ValueTask CheckFilesAsync(HashSet<string> keys, CancellationToken cancellationToken)
    {
        (string Label, TableFile File)[] files = [.. Header.Partitions.SelectMany(p => p.Files, (p, f) => (p.Label, f))];
        var found = new CheckedFile?[files.Length];
        var done = 0;
        var check = new FileCheck(_store, Header.PartitionKeys, _options.Depth);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.MaxParallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, files.Length), parallel, async (i, token) =>
        {
            var (label, file) = files[i];
            // A listing hides nothing of the dataset's folder; a foreign header may refer to what lies elsewhere.
            if (!keys.Contains(file.Key) && !await IsElsewhereAsync(file.Key, token).ConfigureAwait(false))
            {
                found[i] = new CheckedFile(null, [Core.Findings.FileMissing(file.Key, label)]);
            }
            else if (_options.Depth >= VerifyDepth.Schemas)
            {
                found[i] = await check.RunAsync(file.Key, _schemas.GetValueOrDefault(file.Table), token).ConfigureAwait(false);
            }
            lock (found)
            {
                _progress?.Report(new MaintenanceProgress("verify files", ++done, files.Length, 0));
            }
        }).ConfigureAwait(false);
        for (var i = 0; i < files.Length; i++)
        {
            _findings.AddRange(found[i]?.Findings ?? []);
            if (found[i]?.Footer is { } footer)
            {
                _footers[files[i].File.Key] = footer;
            }
        }
    }

    private async ValueTask CheckIndicesAsync(HashSet<string> keys, CancellationToken cancellationToken)
    {
        if (_options.Depth < VerifyDepth.Indices)
        {
            foreach (var reference in Header.Indices)
            {
                if (reference.Key is { } key && !keys.Contains(key) && !await IsElsewhereAsync(key, cancellationToken).ConfigureAwait(false))
                {
                    var missing = Core.Findings.IndexMissing(key, reference.Column);
                    _findings.Add(missing);
                    Indices = Indices.Add(new VerifiedIndex(reference, null, null, [missing]));
                }
            }
            return;
        }
        var files = Header.Partitions.Sum(p => p.Files.Length);
        var done = 0;
        var check = new IndexCheck(_store, Header, _schemas, Tables.Length, _options);
        Indices = await check.RunAsync(
            key => _footers.ContainsKey(key) || (!key.EndsWith(DatasetKeys.ParquetSuffix, StringComparison.Ordinal) && keys.Contains(key)),
            () => _progress?.Report(new MaintenanceProgress("verify indices", ++done, files, 0)),
            cancellationToken).ConfigureAwait(false);
        _findings.AddRange(Indices.SelectMany(i => i.Findings));
    }

    private async ValueTask<bool> IsElsewhereAsync(string key, CancellationToken cancellationToken) =>
        !key.StartsWith(Header.Uuid + "/", StringComparison.Ordinal) && await _store.ExistsAsync(key, cancellationToken).ConfigureAwait(false);
}
