using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace CommandProcessor.Client;

/// <summary>A client with a connection of its own, for a console or a script; dispose it to disconnect.</summary>
public sealed class CommandProcessorConnection : IAsyncDisposable
{
    private readonly IHost _host;

    private CommandProcessorConnection(IHost host)
    {
        _host = host;
        Client = host.Services.GetRequiredService<CommandProcessorClient>();
    }

    public CommandProcessorClient Client { get; }

    /// <summary>Connects to a cluster.</summary>
    /// <param name="connect">Says where the cluster is: <c>o => o.UseLocalhostClustering()</c>, ADO.NET, or whatever Orleans knows.</param>
    /// <param name="configure">Sets options.</param>
    /// <param name="cancellationToken">Gives up connecting.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is wrong.</exception>
    public static async Task<CommandProcessorConnection> ConnectAsync(
        Action<IClientBuilder> connect, Action<CommandProcessorClientOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connect);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddCommandProcessorClient(configure, connect);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return new(host);
        }
        catch
        {
            await DisposeAsync(host);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await DisposeAsync(_host);
    }

    /// <summary>Orleans' client can only be disposed asynchronously.</summary>
    private static async ValueTask DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        else host.Dispose();
    }
}
