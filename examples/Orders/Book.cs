using Kartothek.Linq;
using Microsoft.Extensions.DependencyInjection;

namespace Orders;

/// <summary>What the dataset should hold, kept in memory beside it, and the comparison after each step.</summary>
internal sealed class Book(IServiceProvider services)
{
    private SortedDictionary<long, Order> _orders = [];

    public int Mismatches { get; private set; }

    public int Count => _orders.Count;

    public void Put(IEnumerable<Order> orders)
    {
        foreach (var order in orders)
            _orders[order.Id] = order;
    }

    public void Remove(Func<Order, bool> condition) => _orders = new(_orders.Values.Where(o => !condition(o)).ToDictionary(o => o.Id));

    public void Change(Func<Order, bool> condition, Func<Order, Order> change) => Put([.. _orders.Values.Where(condition).Select(change)]);

    /// <summary>Prints what a step did, and whether the dataset is what it should be, as a new context sees it.</summary>
    public async Task CheckAsync(string what)
    {
        await using var scope = services.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<Shop>().Orders.ToListAsync();
        Say(what, stored.OrderBy(o => o.Id).SequenceEqual(_orders.Values), $"{stored.Count:N0} orders");
    }

    /// <summary>Prints a step and whether it was right.</summary>
    public void Say(string what, bool isRight, string result)
    {
        Mismatches += isRight ? 0 : 1;
        Console.WriteLine($"{(isRight ? "ok   " : "WRONG")}  {what}\n       {result}");
    }
}
