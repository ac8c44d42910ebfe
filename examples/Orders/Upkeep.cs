using Kartothek.Core;
using Kartothek.Linq;
using Microsoft.Extensions.DependencyInjection;

namespace Orders;

/// <summary>What a nightly job does with a dataset.</summary>
/// <param name="services">The container.</param>
/// <param name="book">What the dataset should hold.</param>
/// <param name="first">The snapshot that the first commit left.</param>
internal sealed class Upkeep(IServiceProvider services, Book book, Dataset first)
{
    public async Task RunAsync()
    {
        await using var scope = services.CreateAsyncScope();
        var shop = scope.ServiceProvider.GetRequiredService<Shop>();
        var orders = await shop.OpenAsync(Shop.OrdersUuid);

        var compacted = await orders.CompactAsync();
        await book.CheckAsync($"compacted: {compacted.FilesRewritten} files became {compacted.FilesWritten}");

        shop.Refresh(Shop.OrdersUuid);
        var indexed = await shop.UpdateAsync<Order>(Shop.OrdersUuid, u => u.BuildIndex(o => o.Day));
        var day = new DateOnly(2026, 3, 1);
        var ofDay = await shop.Orders.Where(o => o.Day == day).ToListAsync();
        book.Say($"built an index: {string.Join(", ", indexed.Dataset.IndexColumns)}", ofDay.Count > 0 && ofDay.All(o => o.Day == day), $"{ofDay.Count} orders of {day:O}");

        // History: each commit is a version, which is kept for a while; its files are no garbage.
        orders = indexed.Dataset;
        var versions = await orders.HistoryAsync().CountAsync();
        var then = await orders.AsOfAsync(first.Version!.Value);
        var created = await then.AsQueryable<Order>().OrderBy(o => o.Id).ToListAsync();
        book.Say($"read version {first.Version} of {versions}", created.SequenceEqual(Order.Placed(0, 20_000)), $"{created.Count:N0} orders, as they were created");

        // What no kept version refers to goes: here all versions but the last, and what failed attempts left.
        await orders.RetainAsync(HistoryRetention.None);
        var garbage = await orders.CollectGarbageAsync(new GarbageOptions { Retention = TimeSpan.Zero });
        await book.CheckAsync($"collected garbage: {garbage.Objects.Length} objects, {garbage.Bytes:N0} bytes");

        var verified = await orders.VerifyAsync();
        book.Say("verified", verified.IsClean && verified.Rows == book.Count, verified.ToString());
    }
}
