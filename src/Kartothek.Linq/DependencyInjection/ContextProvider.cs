using Kartothek.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Kartothek.Linq;

/// <summary>The container as one context type sees it: with that type's own store and options.</summary>
/// <param name="services">The container's services.</param>
/// <param name="store">The context's store.</param>
/// <param name="options">The context's options.</param>
internal sealed class ContextProvider(IServiceProvider services, IObjectStore store, DatasetOptions options) : IKeyedServiceProvider
{
    /// <inheritdoc/>
    public object? GetService(Type serviceType) =>
        serviceType == typeof(IObjectStore) ? store
        : serviceType == typeof(DatasetOptions) ? options
        : services.GetService(serviceType);

    /// <inheritdoc/>
    public object? GetKeyedService(Type serviceType, object? serviceKey) => services.GetKeyedServices(serviceType, serviceKey).LastOrDefault();

    /// <inheritdoc/>
    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => services.GetRequiredKeyedService(serviceType, serviceKey);
}
