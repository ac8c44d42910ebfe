using System.Diagnostics.CodeAnalysis;
using Kartothek.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kartothek.Linq;

/// <summary>Registers contexts in a container.</summary>
public static class ContextServices
{
    /// <summary>Registers the store as a singleton <see cref="IObjectStore"/>, and <see cref="KartothekContext"/> per scope.</summary>
    public static IServiceCollection AddKartothek(this IServiceCollection services, Action<ContextOptions> configure) =>
        services.AddKartothek<KartothekContext>(configure);

    /// <summary>Registers a context of yours per scope, over a store of its own.</summary>
    /// <remarks>
    /// Each context type has its own store and options. Those of the first one are also the container's <see cref="IObjectStore"/> and
    /// <see cref="DatasetOptions"/>, unless it has some already, and that context is its <see cref="KartothekContext"/>.
    /// </remarks>
    /// <typeparam name="TContext">Its constructor takes an <see cref="IObjectStore"/> and <see cref="DatasetOptions"/>, or what else the container has.</typeparam>
    /// <param name="services">The container's services.</param>
    /// <param name="configure">Names the store.</param>
    /// <exception cref="InvalidOperationException">No store was named, or the context type is registered already.</exception>
    public static IServiceCollection AddKartothek<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TContext>(
        this IServiceCollection services, Action<ContextOptions> configure)
        where TContext : KartothekContext
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var key = typeof(TContext);
        if (services.Any(s => s.IsKeyedService && s.ServiceType == typeof(ContextOptions) && Equals(s.ServiceKey, key)))
        {
            throw new InvalidOperationException($"AddKartothek was called for '{key.Name}' already. Derive a context type for each store.");
        }
        var options = new ContextOptions();
        configure(options);
        var open = options.OpenStore ?? throw new InvalidOperationException("AddKartothek needs a store: call UseStore(…) in its action.");
        services.AddKeyedSingleton<ContextOptions>(key, options);
        var isFirst = !services.Any(s => !s.IsKeyedService && s.ServiceType == typeof(IObjectStore));
        AddStore(services, isFirst ? null : key, options.IsBorrowed, open);
        services.AddKeyedSingleton(key, (provider, _) => WithLogger(options.Datasets, provider));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<DatasetOptions>(key));
        services.AddScoped(provider =>
        {
            // One registration owns the store: an alias of it would be disposed along with each scope.
            var store = isFirst ? provider.GetRequiredService<IObjectStore>() : provider.GetRequiredKeyedService<IObjectStore>(key);
            return ActivatorUtilities.CreateInstance<TContext>(new ContextProvider(provider, store, provider.GetRequiredKeyedService<DatasetOptions>(key)));
        });
        if (typeof(TContext) != typeof(KartothekContext))
        {
            services.TryAddScoped<KartothekContext>(provider => provider.GetRequiredService<TContext>());
        }
        return services;
    }

    private static void AddStore(IServiceCollection services, Type? key, bool isBorrowed, Func<IServiceProvider, IObjectStore> open) =>
        // An instance that is registered as such isn't disposed by the container.
        services.Add(
            isBorrowed
                ? new ServiceDescriptor(typeof(IObjectStore), key, open(null!))
                : new ServiceDescriptor(typeof(IObjectStore), key, (provider, _) => open(provider), ServiceLifetime.Singleton));

    private static DatasetOptions WithLogger(DatasetOptions options, IServiceProvider provider) =>
        options.Logger == NullLogger.Instance && provider.GetService<ILoggerFactory>() is { } loggers
            ? options with { Logger = loggers.CreateLogger("Kartothek") }
            : options;
}
