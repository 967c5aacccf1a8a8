using System.Net;
using CommandProcessor.Client;
using CommandProcessor.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using SiloOptions = CommandProcessor.Silo.Hosting.SiloOptions;

namespace CommandProcessor.Silo.Verbs;

/// <summary>
/// The grains of the cluster that the settings name, for verbs of an operator: as a client of the silos that run; where everything is
/// embedded and nothing runs, by a silo for the time of the verb.
/// </summary>
internal sealed class ClusterAccess : IAsyncDisposable
{
    private readonly IAsyncDisposable _access;

    private ClusterAccess(IServiceProvider services, IAsyncDisposable access)
    {
        Grains = services.GetRequiredService<IGrainFactory>();
        Client = services.GetRequiredService<CommandProcessorClient>();
        _access = access;
    }

    public IGrainFactory Grains { get; }

    public CommandProcessorClient Client { get; }

    /// <exception cref="NoSiloException">No silo answered.</exception>
    public static async Task<ClusterAccess> OpenAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var options = SiloConfiguration.Read(SiloConfiguration.Load(settings));
        if (!options.IsServed && EmbeddedDataFolder.IsFree(options.Data))
        {
            var silo = await ShortSilo.StartAsync(settings, cancellationToken);
            return new(silo.Services, silo);
        }

        var host = Connect(options);
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw new NoSiloException($"No silo answered at {Place(options)}; start one by the verb run with the same settings.", exception);
        }

        return new(host.Services, (IAsyncDisposable)host);
    }

    public ValueTask DisposeAsync() => _access.DisposeAsync();

    private static IHost Connect(SiloOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddCommandProcessorClient(client => client.Principal = "operator", client => Connect(client, options.Cluster));
        return builder.Build();
    }

    private static void Connect(IClientBuilder client, ClusterConnection cluster)
    {
        if (cluster.ConnectionString.Length == 0)
        {
            client.UseLocalhostClustering(cluster.GatewayPort, cluster.ServiceId, cluster.ClusterId);
            return;
        }

        client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId));
        client.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", cluster.ConnectionString));
    }

    private static string Place(SiloOptions options) => options.Cluster.ConnectionString.Length == 0
        ? new IPEndPoint(IPAddress.Loopback, options.Cluster.GatewayPort).ToString()
        : $"any address that the cluster {options.Cluster.ClusterId} keeps in its database";
}
