using System.Net;
using CommandProcessor.Journal;
using CommandProcessor.Silo.Cluster;
using CommandProcessor.Silo.Road;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Hosting;

/// <summary>One silo with everything that it needs, built from its options: the composition root.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private readonly WebApplication _app;
    private readonly EmbeddedDataFolder? _folder;
    private readonly EmbeddedKafka? _broker;

    private SiloHost(WebApplication app, SiloOptions options, EmbeddedDataFolder? folder, EmbeddedKafka? broker)
    {
        _app = app;
        Options = options;
        _folder = folder;
        _broker = broker;
    }

    public SiloOptions Options { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Where dashboard and health are served.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>Prepares the databases, then starts the silo; returns when it takes commands.</summary>
    public static async Task<SiloHost> StartAsync(SiloOptions options, LogLevel? logLevel, CancellationToken cancellationToken)
    {
        var host = Build(options, logLevel);
        try
        {
            await host.PrepareAsync(cancellationToken);
            await host._app.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until Ctrl-C or SIGTERM, then stops in order: agents, grains, writers, broker.</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancellationToken) => await _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(StopTimeout, Services.GetRequiredService<TimeProvider>());
        await _app.StopAsync(deadline.Token);
        await _app.DisposeAsync();
        _broker?.Dispose();
        _folder?.Dispose();
    }
}
