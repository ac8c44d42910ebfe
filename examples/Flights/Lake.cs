using Kartothek.Core;
using Kartothek.Linq;

namespace Flights;

/// <summary>The store beside this example, and its three datasets as queries over records.</summary>
internal sealed class Lake : IAsyncDisposable
{
    private readonly CountingStore _store;

    private Lake(CountingStore store, Dataset flights, Dataset airports, Dataset airlines)
    {
        _store = store;
        Flights = flights.AsQueryable<Flight>();
        Airports = airports.AsQueryable<Airport>();
        Airlines = airlines.AsQueryable<Airline>();
    }

    public IQueryable<Flight> Flights { get; }

    public IQueryable<Airport> Airports { get; }

    public IQueryable<Airline> Airlines { get; }

    /// <summary>The requests so far.</summary>
    public StoreCounts Counts => _store.Counts;

    public static async Task<Lake> OpenAsync(string folder)
    {
        var store = new CountingStore(ObjectStore.Open(new Uri(folder).AbsoluteUri));
        return new Lake(
            store,
            await Dataset.OpenAsync(store, "flights"),
            await Dataset.OpenAsync(store, "airports"),
            await Dataset.OpenAsync(store, "airlines"));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
