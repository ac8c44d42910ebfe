using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>Opens and scans golden datasets.</summary>
internal static class GoldenScans
{
    /// <summary>Opens the dataset of a subject.</summary>
    public static ValueTask<Dataset> OpenAsync(GoldenSubject subject, DatasetOptions? options = null) =>
        Dataset.OpenAsync(new LocalStore(subject.Store), subject.Dataset.Uuid, (options ?? new()) with { Table = subject.Dataset.Table });

    /// <summary>All rows of a plan, in order.</summary>
    public static async Task<List<object?[]>> RowsAsync(ScanPlan plan, int parallelism = 2)
    {
        var rows = new List<object?[]>();
        await foreach (var chunk in ScanRunner.RunAsync(plan, task => new RowSink(task), new() { MaxParallelism = parallelism }))
        {
            rows.AddRange(chunk);
        }
        return rows;
    }

    /// <summary>A value as the answers hold it.</summary>
    public static object? AsRecorded(object? value, ColumnType type) => value switch
    {
        int i when type.IsUnsigned => (ulong)i,
        int i when type.Kind != ColumnKind.Date => (long)i,
        uint u => (ulong)u,
        long l when type.Kind == ColumnKind.Decimal => (Int128)l,
        float f => (double)f,
        _ => value,
    };
}
