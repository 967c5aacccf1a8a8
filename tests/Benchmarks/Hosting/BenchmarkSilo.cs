using System.Net;
using CommandProcessor.Testing.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Benchmarks.Hosting;

/// <summary>One silo in this process, alone in its cluster; calls come from the client beside it. The same for every contender.</summary>
internal sealed class BenchmarkSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private BenchmarkSilo(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public static Task<BenchmarkSilo> StartAsync(Action<ISiloBuilder> configure, CancellationToken cancellationToken) =>
        StartAsync(configure, _ => Task.CompletedTask, cancellationToken);

    /// <param name="configure">What the silo has.</param>
    /// <param name="prepare">Done with its services before it starts.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<BenchmarkSilo> StartAsync(
        Action<ISiloBuilder> configure, Func<IServiceProvider, Task> prepare, CancellationToken cancellationToken)
    {
        // Nothing of the surroundings may change what is measured: no files, no environment.
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        builder.UseOrleans(silo =>
        {
            var port = Ports.FreePair();
            silo.UseLocalhostClustering(port, port + 1, primarySiloEndpoint: new IPEndPoint(IPAddress.Loopback, port), serviceId: "benchmark", clusterId: "benchmark");
            configure(silo);
        });
        var host = builder.Build();
        await prepare(host.Services);
        await host.StartAsync(cancellationToken);
        return new(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
