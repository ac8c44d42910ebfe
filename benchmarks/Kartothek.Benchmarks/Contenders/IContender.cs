namespace Kartothek.Benchmarks;

/// <summary>Something that answers the queries.</summary>
internal interface IContender : IDisposable
{
    /// <summary>The name in the table.</summary>
    string Name { get; }

    /// <summary>Requests to the store so far, where they are counted.</summary>
    long? Requests { get; }

    /// <summary>Bytes of the files that the last answer wrote; 0 where it wrote none.</summary>
    long BytesWritten => 0;

    /// <summary>Gets ready for the next answer, which isn't timed: loads what is to be written, removes what was.</summary>
    Task PrepareAsync(BenchmarkQuery query) => Task.CompletedTask;

    /// <summary>Answers a query.</summary>
    /// <returns>A list of records or batches, an <see cref="Answer"/> of rows that were streamed or summed; null where it has no way to.</returns>
    Task<object?> RunAsync(BenchmarkQuery query);
}
