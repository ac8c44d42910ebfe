using System.Globalization;
using Kartothek.Linq;
using Microsoft.Extensions.DependencyInjection;
using Orders;

// A shop's orders, written, changed and kept by a service: every step prints what it did, and compares all rows with a copy in memory.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("orders").FullName;
await using var services = new ServiceCollection().AddKartothek<Shop>(o => o.UseStore(new Uri(folder).AbsoluteUri)).BuildServiceProvider();
var book = new Book(services);
var shop = services.CreateScope().ServiceProvider.GetRequiredService<Shop>();

// Create: a file per country, each sorted by day, and an index that tells which files have a product.
var created = await shop.CreateAsync(Shop.OrdersUuid, Order.Placed(0, 20_000), o => o.PartitionOn(x => x.Country).Index(x => x.Product).SortBy(x => x.Day));
book.Put(Order.Placed(0, 20_000));
await book.CheckAsync($"created: {created.Partitions.Length} files, index on {string.Join(", ", created.IndexColumns)}");

// Append: eight requests at once, each with a context of its own. All of them commit; none waits for another's files.
var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
{
    await using var scope = services.CreateAsyncScope();
    return await scope.ServiceProvider.GetRequiredService<Shop>().UpdateAsync<Order>(Shop.OrdersUuid, u => u.Append(Order.Placed(20_000 + (writer * 500), 500)));
}));
book.Put(Order.Placed(20_000, 4_000));
await book.CheckAsync($"appended by 8 writers at once: {reports.Sum(r => r.RowsAdded):N0} orders in {reports.Sum(r => r.FilesAdded)} files, {reports.Sum(r => r.Attempts)} attempts");

// Replace a partition: what is deleted and what is added become visible together.
shop.Refresh(Shop.OrdersUuid);
var corrected = Order.Placed(0, 24_000).Where(o => o.Country == "DE" && o.Pieces > 1).ToList();
var replaced = await shop.UpdateAsync<Order>(Shop.OrdersUuid, u => u.Delete(o => o.Country == "DE").Append(corrected));
book.Remove(o => o.Country == "DE");
book.Put(corrected);
await book.CheckAsync($"replaced country DE: {replaced.FilesRemoved} files by {replaced.FilesAdded}");

// Delete rows: only files that hold such a row are rewritten.
var cancelled = await shop.Orders.Where(o => o.State == OrderState.Cancelled && o.Day < new DateOnly(2026, 2, 1)).ExecuteDeleteAsync();
book.Remove(o => o.State == OrderState.Cancelled && o.Day < new DateOnly(2026, 2, 1));
await book.CheckAsync($"deleted {cancelled.Rows:N0} old cancelled orders: {cancelled.Rewrite.FilesRewritten} files rewritten, {cancelled.Rewrite.FilesUntouched} untouched");

// Update rows: the new state is computed by column; Math.Round isn't known to scans, so that the report names it.
var dearer = await shop.Orders.Where(o => o.Country == "FR" && o.Amount >= 500).ExecuteUpdateAsync(s => s
    .SetProperty(o => o.Amount, o => Math.Round(o.Amount * 1.1m, 2))
    .SetProperty(o => o.State, OrderState.Shipped));
book.Change(o => o.Country == "FR" && o.Amount >= 500, o => o with { Amount = Math.Round(o.Amount * 1.1m, 2), State = OrderState.Shipped });
await book.CheckAsync($"updated {dearer.Rows:N0} orders of FR; in memory: {string.Join("; ", dearer.Residuals)}");

// Upsert: orders with a known number are replaced, the others added.
var delivered = Order.Placed(23_900, 200).Select(o => o with { State = OrderState.Shipped, Pieces = 99 }).ToList();
var upserted = await shop.UpsertAsync(Shop.OrdersUuid, delivered, o => o.Id);
book.Put(delivered);
await book.CheckAsync($"upserted {delivered.Count}: {upserted.RowsUpdated} replaced, {upserted.RowsInserted} new, {upserted.FilesUntouched} files untouched");

await new Upkeep(services, book, created).RunAsync();

if (args.Length == 0)
    Directory.Delete(folder, recursive: true);
Console.WriteLine(book.Mismatches == 0 ? "\nEvery step left what it should." : $"\n{book.Mismatches} steps went wrong.");
return book.Mismatches == 0 ? 0 : 1;
