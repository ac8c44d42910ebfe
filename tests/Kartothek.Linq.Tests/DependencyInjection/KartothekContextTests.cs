using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kartothek.Linq.Tests;

public sealed class KartothekContextTests
{
    private sealed record Row(long Id, string? Name);

    private static readonly TestDataset<Row> Data = new TestDataset<Row>("rows").File(new(1, "a"), new(2, null));

    private sealed class Lake(IObjectStore store, DatasetOptions options) : KartothekContext(store, options)
    {
        public IQueryable<Row> Rows => Set<Row>("rows");
    }

    [Fact]
    public async Task A_context_opens_a_dataset_once_when_a_query_first_runs()
    {
        await using var store = new CountingStore(await Data.StoreAsync());
        var lake = new Lake(store, new DatasetOptions());
        var query = lake.Rows.Where(r => r.Id > 1);
        var before = store.Counts;

        Assert.Equal(before, store.Counts);
        var error = Assert.Throws<KartothekException>(() => query.Explain());
        Assert.Contains("isn't open yet", error.Message, StringComparison.Ordinal);
        Assert.Equal([new Row(2, null)], await query.ToListAsync());
        Assert.Equal(2, lake.Rows.Count());
        Assert.Same(await lake.OpenAsync("rows"), await lake.OpenAsync("rows"));
        Assert.True(query.Explain().FilesToRead == 1);
    }

    [Fact]
    public async Task A_missing_dataset_is_an_error_until_it_is_there()
    {
        await using var store = new MemoryStore();
        var context = new KartothekContext(store);

        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<KartothekException>(() => context.Set<Row>("rows").ToListAsync())).Kind);
        await Data.WriteAsync(store);
        Assert.Equal(2, await context.Set<Row>("rows").CountAsync());
    }

    [Fact]
    public async Task A_container_gives_a_context_per_scope_over_one_store_with_its_logger()
    {
        var messages = new List<string>();
        var services = new ServiceCollection();
        services.AddLogging(b => b.SetMinimumLevel(LogLevel.Debug).AddProvider(new ListLoggerProvider(messages)));
        services.AddKartothek<Lake>(o => o.UseStore("memory:"));
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        await Data.WriteAsync(provider.GetRequiredService<IObjectStore>());

        await using var scope = provider.CreateAsyncScope();
        var lake = scope.ServiceProvider.GetRequiredService<Lake>();
        Assert.Equal(2, await lake.Rows.CountAsync());
        Assert.Same(lake, scope.ServiceProvider.GetRequiredService<KartothekContext>());
        await using var other = provider.CreateAsyncScope();
        Assert.NotSame(lake, other.ServiceProvider.GetRequiredService<Lake>());
        Assert.Contains(messages, m => m.StartsWith("Query over 'rows': 1 rows", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_the_caller_made_is_not_disposed_by_the_container()
    {
        await using var store = new DisposalNotingStore();
        var services = new ServiceCollection();
        services.AddKartothek(o => o.UseStore(store));
        await using (var provider = services.BuildServiceProvider())
        {
            Assert.Same(store, provider.GetRequiredService<IObjectStore>());
            Assert.Same(store, provider.CreateScope().ServiceProvider.GetRequiredService<KartothekContext>().Store);
        }

        Assert.False(store.IsDisposed);
    }

    private sealed class OtherLake(IObjectStore store, DatasetOptions options) : KartothekContext(store, options);

    [Fact]
    public async Task Each_context_type_has_its_own_store_and_options()
    {
        using var folder = new TemporaryFolder();
        await using var mine = new DisposalNotingStore();
        var services = new ServiceCollection();
        services.AddKartothek<Lake>(o =>
        {
            o.UseStore("memory:");
            o.Datasets = new() { MaxParallelism = 1 };
        });
        services.AddKartothek<OtherLake>(o =>
        {
            o.UseStore(new Uri(folder.Path).AbsoluteUri);
            o.Datasets = new() { MaxParallelism = 2 };
        });
        services.AddKartothek(o => o.UseStore(mine));
        await using (var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true }))
        {
            await using var scope = provider.CreateAsyncScope();
            var lake = scope.ServiceProvider.GetRequiredService<Lake>();
            var other = scope.ServiceProvider.GetRequiredService<OtherLake>();

            Assert.NotEqual(lake.Store.Name, other.Store.Name);
            Assert.Equal((1, 2), (lake.Options.MaxParallelism, other.Options.MaxParallelism));
            Assert.Same(mine, scope.ServiceProvider.GetRequiredService<KartothekContext>().Store);
            Assert.Same(lake.Store, provider.GetRequiredService<IObjectStore>());
            await using var next = provider.CreateAsyncScope();
            Assert.Same(other.Store, next.ServiceProvider.GetRequiredService<OtherLake>().Store);
        }

        Assert.False(mine.IsDisposed);
    }

    [Fact]
    public async Task Stores_that_the_container_makes_are_disposed_with_it_and_not_with_a_scope()
    {
        var (first, second) = (new DisposalNotingStore(), new DisposalNotingStore());
        var services = new ServiceCollection();
        services.AddKartothek<Lake>(o => o.UseStore(_ => first));
        services.AddKartothek<OtherLake>(o => o.UseStore(_ => second));
        await using (var provider = services.BuildServiceProvider())
        {
            await using (var scope = provider.CreateAsyncScope())
            {
                Assert.Same(first, scope.ServiceProvider.GetRequiredService<Lake>().Store);
                Assert.Same(second, scope.ServiceProvider.GetRequiredService<OtherLake>().Store);
            }
            Assert.Equal((false, false), (first.IsDisposed, second.IsDisposed));
        }

        Assert.Equal((true, true), (first.IsDisposed, second.IsDisposed));
    }

    [Fact]
    public void A_second_store_for_a_context_type_is_refused()
    {
        var services = new ServiceCollection().AddKartothek<Lake>(o => o.UseStore("memory:"));

        var error = Assert.Throws<InvalidOperationException>(() => services.AddKartothek<Lake>(o => o.UseStore("memory:other")));
        Assert.Equal("AddKartothek was called for 'Lake' already. Derive a context type for each store.", error.Message);
    }

    [Fact]
    public async Task A_query_is_explained_once_its_context_has_opened_the_dataset()
    {
        await using var store = await Data.StoreAsync();
        var lake = new Lake(store, new DatasetOptions());

        await lake.OpenAsync("rows");

        Assert.Equal(1, lake.Rows.Explain().FilesToRead);
        Assert.Contains("Scan rows", lake.Rows.Where(r => r.Id > 1).Explain().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_without_store_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddKartothek(_ => { }));
    }

    private sealed class DisposalNotingStore : IObjectStore
    {
        private readonly MemoryStore _inner = new();

        public bool IsDisposed { get; private set; }

        public string Name => _inner.Name;

        public ValueTask<ObjectTail> ReadTailAsync(string key, int maxBytes, CancellationToken cancellationToken = default) => _inner.ReadTailAsync(key, maxBytes, cancellationToken);

        public ValueTask<ObjectVersion> ReadAsync(string key, long offset, Memory<byte> destination, VersionToken ifMatch = default, CancellationToken cancellationToken = default) =>
            _inner.ReadAsync(key, offset, destination, ifMatch, cancellationToken);

        public ValueTask<VersionToken> PutAsync(string key, ReadOnlyMemory<byte> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
            _inner.PutAsync(key, content, condition, cancellationToken);

        public ValueTask<VersionToken> PutAsync(string key, IAsyncEnumerable<ReadOnlyMemory<byte>> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
            _inner.PutAsync(key, content, condition, cancellationToken);

        public ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default) => _inner.DeleteAsync(key, cancellationToken);

        public IAsyncEnumerable<StoreEntry> ListAsync(string prefix, char? delimiter = null, CancellationToken cancellationToken = default) => _inner.ListAsync(prefix, delimiter, cancellationToken);

        public ValueTask<VersionToken> CopyAsync(string source, string target, CancellationToken cancellationToken = default) => _inner.CopyAsync(source, target, cancellationToken);

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class ListLoggerProvider(List<string> messages) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (messages)
            {
                messages.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
