using Kartothek.Core;

namespace Kartothek.Linq.Tests;

/// <summary>Random sequences of operations, each done to a dataset and to a list of the same rows in memory.</summary>
public sealed class ModelTests
{
    public sealed record Part(string Shop, long Id, string? Name, double Price);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_dataset_is_what_its_operations_make_of_a_list(int seed)
    {
        var random = new Random(seed);
        await using var store = new MemoryStore();
        var model = new List<Part>();
        var versions = new Dictionary<long, List<Part>>();
        var dataset = await Dataset.CreateEmptyAsync<Part>(store, "parts", o => o.PartitionOn(p => p.Shop).Index(p => p.Id));
        var nextId = 0L;
        var done = new List<string>();
        for (var step = 0; step < 40; step++)
        {
            (dataset, model) = await StepAsync(random, dataset, model, versions, done, () => nextId++);
            if (random.Next(4) == 0)
            {
                dataset = await Dataset.OpenAsync(store, "parts");
            }
            versions[dataset.Version!.Value] = [.. model];
            var rows = await dataset.AsQueryable<Part>().ToListAsync();
            Assert.True(model.OrderBy(p => p.Id).SequenceEqual(rows.OrderBy(p => p.Id)), $"seed {seed}: {string.Join("; ", done)}");
            var wanted = nextId == 0 ? 0 : random.NextInt64(nextId);
            Assert.Equal(model.Where(p => p.Id == wanted), await dataset.AsQueryable<Part>().Where(p => p.Id == wanted).ToListAsync());
        }
        await dataset.CollectGarbageAsync(new GarbageOptions { Retention = TimeSpan.Zero });
        var report = await dataset.VerifyAsync(new VerifyOptions { Depth = VerifyDepth.Statistics });
        Assert.True(report.Findings.IsEmpty, $"{report} after {string.Join("; ", done)}");
    }

    private static async Task<(Dataset Dataset, List<Part> Model)> StepAsync(
        Random random, Dataset dataset, List<Part> model, Dictionary<long, List<Part>> versions, List<string> done, Func<long> nextId)
    {
        var shop = "xyz"[random.Next(3)].ToString();
        var price = random.Next(10);
        List<Part> New(int count, string? only = null) =>
            [.. Enumerable.Range(0, count).Select(_ => new Part(only ?? "xyz"[random.Next(3)].ToString(), nextId(), random.Next(4) == 0 ? null : $"n{random.Next(5)}", random.Next(10)))];
        var operation = random.Next(12);
        done.Add($"{operation} {shop} {price}");
        switch (operation)
        {
            case 0 or 1 or 2:
                var added = New(random.Next(1, 9));
                return ((await dataset.AppendAsync(added)).Dataset, [.. model, .. added]);
            case 3:
                return ((await dataset.UpdateAsync<Part>(u => u.Delete(p => p.Shop == shop))).Dataset, [.. model.Where(p => p.Shop != shop)]);
            case 4:
                var replacing = New(random.Next(1, 6), shop);
                return ((await dataset.UpdateAsync<Part>(u => u.Delete(p => p.Shop == shop).Append(replacing))).Dataset, [.. model.Where(p => p.Shop != shop), .. replacing]);
            case 5:
                return ((await dataset.ExecuteDeleteAsync<Part>(p => p.Price == price || p.Name == "n1")).Dataset, [.. model.Where(p => !(p.Price == price || p.Name == "n1"))]);
            case 6:
                var updated = await dataset.AsQueryable<Part>().Where(p => p.Price < price).ExecuteUpdateAsync(s => s.SetProperty(p => p.Price, p => p.Price * 2 + 1).SetProperty(p => p.Name, p => null));
                return (updated.Dataset, [.. model.Select(p => p.Price < price ? p with { Price = p.Price * 2 + 1, Name = null } : p)]);
            case 7:
                var moved = await dataset.AsQueryable<Part>().Where(p => p.Price == price).ExecuteUpdateAsync(s => s.SetProperty(p => p.Shop, shop));
                return (moved.Dataset, [.. model.Select(p => p.Price == price ? p with { Shop = shop } : p)]);
            case 8:
                List<Part> put = [.. model.Where(_ => random.Next(3) == 0).Select(p => p with { Price = p.Price + 100 }), .. New(2)];
                var ids = put.Select(p => p.Id).ToHashSet();
                return ((await dataset.UpsertAsync(put, p => p.Id)).Dataset, [.. model.Where(p => !ids.Contains(p.Id)), .. put]);
            case 9:
                return ((await dataset.CompactAsync()).Dataset, model);
            case 10:
                return dataset.IndexColumns.Contains("Name")
                    ? ((await dataset.UpdateAsync<Part>(u => u.DropIndex(p => p.Name))).Dataset, model)
                    : ((await dataset.UpdateAsync<Part>(u => u.BuildIndex(p => p.Name))).Dataset, model);
            default:
                if (versions.Count == 0)
                {
                    return (dataset, model);
                }
                var version = versions.Keys.ElementAt(random.Next(versions.Count));
                return ((await dataset.RestoreAsync(version)).Dataset, [.. versions[version]]);
        }
    }
}
