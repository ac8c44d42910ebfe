using System.Globalization;
using Kartothek.Core;
using Kartothek.Linq;

namespace Kartothek.Interop;

/// <summary>Commits one row after the other, and says so after each commit: the victim of the tests that kill a process, and one of many writers.</summary>
public static class WriteLoop
{
    /// <summary>Partitions.</summary>
    public const int Slots = 3;

    /// <summary>Writes rows until there are so many of the writer's, or until the process is killed.</summary>
    /// <param name="folder">The store.</param>
    /// <param name="uuid">The dataset, which exists.</param>
    /// <param name="writer">The writer.</param>
    /// <param name="count">Rows that the writer is to have in the end.</param>
    /// <param name="isAlone">Whether nobody else writes; then partitions are replaced and compacted now and then.</param>
    /// <param name="acknowledge">Receives the number of each row that is committed.</param>
    public static async Task RunAsync(string folder, string uuid, long writer, long count, bool isAlone, TextWriter acknowledge)
    {
        await using var store = new LocalStore(folder);
        var dataset = await Dataset.OpenAsync(store, uuid);
        var next = await dataset.AsQueryable<LoopRow>().Where(r => r.Writer == writer).LongCountAsync();
        for (; next < count; next++)
        {
            var row = new LoopRow(next % Slots, writer, next);
            if (isAlone && next % 4 == 3)
            {
                var all = await dataset.AsQueryable<LoopRow>().Where(r => r.Slot == row.Slot).ToListAsync();
                dataset = (await dataset.UpdateAsync<LoopRow>(u => u.Delete(r => r.Slot == row.Slot).Append(all).Append(row))).Dataset;
            }
            else
            {
                // Sixteen of these on two cores: who is slow loses often.
                dataset = (await dataset.AppendAsync([row], new UpdateOptions { Commit = new() { MaxAttempts = 1000 } })).Dataset;
            }
            await acknowledge.WriteLineAsync(next.ToString(CultureInfo.InvariantCulture));
            await acknowledge.FlushAsync();
            if (isAlone && next % 16 == 15)
            {
                dataset = (await dataset.CompactAsync()).Dataset;
            }
        }
    }
}
