using System.Diagnostics;

namespace Kartothek.Benchmarks;

/// <summary>Lets the contenders answer in turn, so that what else the machine does meets them alike.</summary>
internal static class Runner
{
    /// <summary>Repetitions that aren't counted, for the compiler to settle.</summary>
    private const int WarmUps = 2;

    /// <returns>The measurements by query and contender.</returns>
    public static async Task<Dictionary<(string Query, string Contender), Measurement>> RunAsync(
        IReadOnlyList<BenchmarkQuery> queries, IReadOnlyList<IContender> contenders, int repetitions)
    {
        var measurements = new Dictionary<(string, string), Measurement>();
        foreach (var query in queries)
        {
            Console.Error.WriteLine($"{query.Name}: {query.Text}");
            foreach (var contender in contenders)
                measurements[(query.Name, contender.Name)] = new Measurement();

            await CheckAsync(query, contenders, measurements);
            for (var repetition = -WarmUps; repetition < repetitions; repetition++)
            {
                foreach (var contender in contenders)
                {
                    var measurement = measurements[(query.Name, contender.Name)];
                    if (measurement.Failure is null)
                        await TimeAsync(query, contender, repetition < 0 ? new Measurement() : measurement);
                }
            }
        }

        return measurements;
    }

    /// <summary>The first answer of each, which isn't timed: it must be that of the first contender that has one.</summary>
    private static async Task CheckAsync(
        BenchmarkQuery query, IReadOnlyList<IContender> contenders, Dictionary<(string, string), Measurement> measurements)
    {
        (Answer Answer, bool HasDigest, string By)? expected = null;
        foreach (var contender in contenders)
        {
            try
            {
                if (await contender.RunAsync(query) is not { } result)
                {
                    measurements[(query.Name, contender.Name)].Failure = "";
                    continue;
                }

                var (answer, hasDigest) = AnswerOf(result);
                expected ??= (answer, hasDigest, contender.Name);
                if (!answer.Agrees(expected.Value.Answer, hasDigest && expected.Value.HasDigest))
                    measurements[(query.Name, contender.Name)].Failure = $"answers {answer}, but {expected.Value.By} {expected.Value.Answer}";
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                measurements[(query.Name, contender.Name)].Failure = $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
            }
        }
    }

    private static async Task TimeAsync(BenchmarkQuery query, IContender contender, Measurement measurement)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var requests = contender.Requests;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        var result = await contender.RunAsync(query);
        var elapsed = Stopwatch.GetElapsedTime(start);
        measurement.Add(elapsed.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - allocated, contender.Requests - requests);
        GC.KeepAlive(result);
        Release(result);
    }

    /// <summary>What an answer is compared by, and whether its digest is one: batches have none.</summary>
    public static (Answer Answer, bool HasDigest) AnswerOf(object result)
    {
        switch (result)
        {
            case Answer answer:
                return (answer, true);
            case List<LineItem> rows:
                return (Answer.Of(rows), true);
            case List<OrderLine> rows:
                return (Answer.Of(rows), true);
            case List<NullableLineItem> rows:
                return (Answer.Of(rows.ConvertAll(row => row.ToLineItem())), true);
            case List<NullableOrderLine> rows:
                return (Answer.Of(rows.ConvertAll(row => row.ToOrderLine())), true);
            case List<Trip> rows:
                return (Answer.Of(rows), true);
            case List<Apache.Arrow.RecordBatch> batches:
                var count = batches.Sum(batch => (long)batch.Length);
                Release(batches);
                return (Answer.OfCount(count), false);
            default:
                throw new InvalidOperationException($"A contender answered with a '{result.GetType().Name}'.");
        }
    }

    /// <summary>Gives the memory of batches back.</summary>
    public static void Release(object? result)
    {
        if (result is not List<Apache.Arrow.RecordBatch> batches)
            return;

        foreach (var batch in batches)
            batch.Dispose();
    }
}
