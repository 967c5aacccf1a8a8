using CommandProcessor.Client.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;

namespace CommandProcessor.Client;

/// <summary>Adds the client to a front end's services.</summary>
public static class ClientRegistration
{
    /// <summary>
    /// Adds <see cref="CommandProcessorClient"/>. With <paramref name="connect"/> it is a client of a cluster elsewhere; without, the
    /// services have an Orleans silo or client already, and it is used.
    /// </summary>
    /// <param name="services">The front end's services.</param>
    /// <param name="configure">Sets options; they are checked when the host starts.</param>
    /// <param name="connect">Says where the cluster is: <c>o => o.UseLocalhostClustering()</c>, ADO.NET, or whatever Orleans knows.</param>
    public static IServiceCollection AddCommandProcessorClient(
        this IServiceCollection services,
        Action<CommandProcessorClientOptions>? configure = null,
        Action<IClientBuilder>? connect = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<CommandProcessorClientOptions>()
            .BindConfiguration(CommandProcessorClientOptions.Section)
            .Configure(options => configure?.Invoke(options))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CommandProcessorClientOptions>, CommandProcessorClientOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.TryAddSingleton<ClientInstruments>();
        services.TryAddSingleton<ClientCore>();
        services.TryAddSingleton(static provider => new CommandProcessorClient(provider.GetRequiredService<ClientCore>()));
        if (connect is not null) services.AddOrleansClient(builder => connect(builder.UsePatientConnection()));
        return services;
    }

    /// <summary>Waits for a first silo up to <see cref="CommandProcessorClientOptions.ConnectTimeout"/>, and notices new silos within seconds.</summary>
    private static IClientBuilder UsePatientConnection(this IClientBuilder builder)
    {
        builder.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        builder.Configure<TypeManagementOptions>(options => options.TypeMapRefreshInterval = TimeSpan.FromSeconds(1)); // Of which silos host what; Orleans asks once a minute.
        builder.Services.AddSingleton<IClientConnectionRetryFilter, ConnectionRetryFilter>(); // Orleans has one of its own; the last one is used.
        return builder;
    }
}
