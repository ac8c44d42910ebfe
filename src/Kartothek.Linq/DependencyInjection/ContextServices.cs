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

    /// <summary>Registers the store as a singleton <see cref="IObjectStore"/>, and a context of yours per scope.</summary>
    /// <typeparam name="TContext">Its constructor takes an <see cref="IObjectStore"/> and <see cref="DatasetOptions"/>, or what else the container has.</typeparam>
    /// <param name="services">The container's services.</param>
    /// <param name="configure">Names the store.</param>
    public static IServiceCollection AddKartothek<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TContext>(
        this IServiceCollection services, Action<ContextOptions> configure)
        where TContext : KartothekContext
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ContextOptions();
        configure(options);
        var open = options.OpenStore ?? throw new InvalidOperationException("AddKartothek needs a store: call UseStore(…) in its action.");
        if (options.IsBorrowed)
        {
            // An instance that is registered as such isn't disposed by the container.
            services.TryAddSingleton(open(null!));
        }
        else
        {
            services.TryAddSingleton(open);
        }
        services.TryAddSingleton(provider => WithLogger(options.Datasets, provider));
        services.TryAddScoped<TContext>();
        if (typeof(TContext) != typeof(KartothekContext))
        {
            services.TryAddScoped<KartothekContext>(provider => provider.GetRequiredService<TContext>());
        }
        return services;
    }

    private static DatasetOptions WithLogger(DatasetOptions options, IServiceProvider provider) =>
        options.Logger == NullLogger.Instance && provider.GetService<ILoggerFactory>() is { } loggers
            ? options with { Logger = loggers.CreateLogger("Kartothek") }
            : options;
}
