using CommandProcessor.Client;
using CommandProcessor.Silo.Hosting;
using CommandProcessor.Testing.Servers;
using Orleans.Configuration;

namespace CommandProcessor.Silo.Tests.Faults;

/// <summary>Silos in processes of their own, on a PostgreSQL and a Kafka of the test's own, all of which it may break.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private readonly PostgresServer _postgres;
    private readonly KafkaServer _kafka;
    private readonly List<ClusterSilo> _silos = [];
    private readonly List<CommandProcessorConnection> _connections = [];

    private SiloCluster(PostgresServer postgres, KafkaServer kafka)
    {
        _postgres = postgres;
        _kafka = kafka;
    }

    public IReadOnlyList<ClusterSilo> Silos => _silos;

    public string BootstrapServers => _kafka.BootstrapServers;

    /// <summary>Pools small enough for all silos and clients to fit into PostgreSQL's default of 100 connections.</summary>
    public string[] Servers =>
    [
        "--postgres", _postgres.ConnectionString, "--kafka", _kafka.BootstrapServers,
        "--set", "Journal:PoolSizeMax=8", "--set", "ReadModels:PoolSizeMax=4", "--set", "Snapshots:PoolSizeMax=3", "--set", "Partitions:PingIntervalMs=1000",
    ];

    /// <summary>The servers, without a silo.</summary>
    public static async Task<SiloCluster> StartAsync(CancellationToken cancellationToken)
    {
        var kafka = KafkaServer.StartAsync(cancellationToken);
        return new(await PostgresServer.StartAsync(cancellationToken), await kafka);
    }

    /// <summary>One more silo; returns before it runs.</summary>
    /// <param name="roles">As the option Roles has it.</param>
    /// <param name="views">The views that it holds, if not all.</param>
    public ClusterSilo Add(string roles, params string[] views)
    {
        var silo = new ClusterSilo(roles, [.. Servers, .. views.SelectMany((view, at) => new[] { "--set", $"Views:{at}={view}" })]);
        _silos.Add(silo);
        return silo;
    }

    public Task WaitUntilRunningAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_silos.Select(silo => silo.WaitUntilRunningAsync(cancellationToken)));

    /// <summary>The silo is gone at once.</summary>
    public async Task KillAsync(ClusterSilo silo, CancellationToken cancellationToken)
    {
        _silos.Remove(silo);
        await silo.KillAsync(cancellationToken);
        await silo.DisposeAsync();
    }

    /// <summary>As Ctrl-C would.</summary>
    public async Task StopAsync(ClusterSilo silo, CancellationToken cancellationToken)
    {
        _silos.Remove(silo);
        Assert.True(await silo.StopAsync(cancellationToken) == 0, silo.Output);
        await silo.DisposeAsync();
    }

    /// <summary>Finds the silos as front ends do: where the silos write themselves down.</summary>
    public async Task<CommandProcessorClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var defaults = new ClusterConnection();
        var connection = await CommandProcessorConnection.ConnectAsync(
            client => client
                .Configure<ClusterOptions>(ids => (ids.ClusterId, ids.ServiceId) = (defaults.ClusterId, defaults.ServiceId))
                .UseAdoNetClustering(membership => (membership.Invariant, membership.ConnectionString) = ("Npgsql", _postgres.ConnectionString + ";Maximum Pool Size=2")),
            cancellationToken: cancellationToken);
        _connections.Add(connection);
        return connection.Client;
    }

    public async Task RestartPostgresAsync(CancellationToken cancellationToken)
    {
        await _postgres.CrashAsync(cancellationToken);
        await _postgres.StartAgainAsync(cancellationToken);
    }

    public async Task RestartKafkaAsync(CancellationToken cancellationToken)
    {
        await _kafka.KillAsync(cancellationToken);
        await _kafka.StartAgainAsync(cancellationToken);
    }

    public Task PausePostgresAsync(CancellationToken cancellationToken) => _postgres.PauseAsync(cancellationToken);

    public Task ResumePostgresAsync(CancellationToken cancellationToken) => _postgres.ResumeAsync(cancellationToken);

    public Task PauseKafkaAsync(CancellationToken cancellationToken) => _kafka.PauseAsync(cancellationToken);

    public Task ResumeKafkaAsync(CancellationToken cancellationToken) => _kafka.ResumeAsync(cancellationToken);

    /// <summary>Until every view has everything and nothing is parked, as lag tells beside the silos, which runs on the databases alone.</summary>
    public async Task UntilCaughtUpAsync(CancellationToken cancellationToken)
    {
        var printed = "";
        try
        {
            for (var exitCode = -1; exitCode != 0;) (exitCode, printed) = await SiloProcess.RunAsync(["lag", .. Servers], cancellationToken);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"The views do not catch up: {printed}");
        }
    }

    /// <summary>Stops the silos one after the other; what they leave behind must be right.</summary>
    /// <returns>What verify printed.</returns>
    public async Task<string> StopAndVerifyAsync(CancellationToken cancellationToken)
    {
        await DisconnectAsync();
        while (_silos.Count > 0) await StopAsync(_silos[0], cancellationToken);
        var (exitCode, printed) = await SiloProcess.RunAsync(["verify", .. Servers], cancellationToken);
        Assert.True(exitCode == 0, printed);
        return printed;
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        foreach (var silo in _silos) await silo.DisposeAsync();
        await _kafka.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    private async Task DisconnectAsync()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
        _connections.Clear();
    }
}
