using CommandProcessor.Client;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Silo.Hosting;
using CommandProcessor.Silo.Monitoring;
using CommandProcessor.Silo.Verification;
using CommandProcessor.Silo.Verification.Accounting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using SiloOptions = CommandProcessor.Silo.Hosting.SiloOptions;

namespace CommandProcessor.Silo.Verbs;

/// <summary>A silo for the time of one verb: on ports that are free, quiet, and with what verbs share.</summary>
internal sealed class ShortSilo : IAsyncDisposable
{
    private readonly SiloHost _host;

    private ShortSilo(SiloHost host) => _host = host;

    public SiloOptions Options => _host.Options;

    public IServiceProvider Services => _host.Services;

    public Uri Address => _host.Address;

    public CatchUp CatchUp => new(Services.GetRequiredService<LagMeter>(), Services.GetRequiredService<TimeProvider>());

    public Processes Processes => new(
        Services.GetRequiredService<IJournal>(), Services.GetRequiredService<IGrainFactory>(), Services.GetRequiredService<IOptions<ReactorOptions>>().Value,
        Services.GetRequiredService<TimeProvider>());

    public BooksReader Books => new(Services.GetRequiredService<IJournal>(), Services.GetRequiredService<TimeProvider>());

    public SystemVerifier Verifier => new(
        Services.GetRequiredService<IJournal>(), Services.GetRequiredService<ProjectionVerifier>(), Books, Processes,
        Services.GetRequiredService<CommandProcessorClient>().OpenSession("verify").Accounting, Options);

    /// <summary>Where the data lies, for a person; without secrets.</summary>
    public string Place => Options.IsServed
        ? $"PostgreSQL ({Options.Journal.ConnectionStrings.Count} database{(Options.Journal.ConnectionStrings.Count == 1 ? "" : "s")})"
        : Path.GetFullPath(Options.Data);

    /// <param name="extend">Adds to the silo, after all else.</param>
    public static async Task<ShortSilo> StartAsync(
        IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken, Action<ISiloBuilder>? extend = null)
    {
        var defaults = new Dictionary<string, string?>
        {
            [$"{SiloOptions.Section}:Cluster:SiloPort"] = "0",
            [$"{SiloOptions.Section}:Cluster:GatewayPort"] = "0",
            [$"{SiloOptions.Section}:Dashboard:Port"] = "0",
        };
        foreach (var (name, value) in settings) defaults[name] = value;
        var configuration = SiloConfiguration.Load(defaults);
        var options = SiloConfiguration.Read(configuration);
        return new(await SiloHost.StartAsync(options, configuration, LogLevel.Error, cancellationToken, extend));
    }

    /// <summary>Runs a verb until it has ended, or Ctrl-C or SIGTERM cancels it.</summary>
    public async Task<int> RunAsync(Func<CancellationToken, Task<int>> verb, CancellationToken cancellationToken)
    {
        var stopping = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        return await verb(either.Token);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
