using Kartothek.Core;
using Kartothek.Linq;

namespace Orders;

/// <summary>The datasets of the shop.</summary>
internal sealed class Shop(IObjectStore store, DatasetOptions options) : KartothekContext(store, options)
{
    public const string OrdersUuid = "orders";

    public IQueryable<Order> Orders => Set<Order>(OrdersUuid);

    /// <summary>Columns are named as Python names them.</summary>
    protected override void OnCreating<T>(CreateOptions<T> options) => options.Naming(NamingPolicy.SnakeCase);
}
