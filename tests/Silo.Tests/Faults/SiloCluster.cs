using CommandProcessor.Client;
using CommandProcessor.Silo.Hosting;
using CommandProcessor.Silo.Tests.Faults;
using CommandProcessor.Testing.Servers;
using Orleans.Configuration;

namespace CommandProcessor.Silo.Tests.Linearizability;

/// <summary>Silos in processes of their own, on a PostgreSQL and a Kafka of the test's own, all of which it may break.</summary>
internal sealed class AccountCluster : IAsyncDisposable
{
    private readonly PostgresServer _postgres;
    private readonly KafkaServer _kafka;
    private readonly List<ClusterSilo> _silos = [];
    private readonly List<CommandProcessorConnection> _connections = [];

    private AccountCluster(PostgresServer postgres, KafkaServer kafka)
    {
        _postgres = postgres;
        _kafka = kafka;
    }

    public IReadOnlyList<ClusterSilo> Silos => _silos;

    public IReadOnlyList<CommandProcessorConnection> Connections => _connections;

    /// <summary>Pools small enough for all silos and clients to fit into PostgreSQL's default of 100 connections.</summary>
    public string[] Servers =>
    [
        "--postgres", _postgres.ConnectionString, "--kafka", _kafka.BootstrapServers,
        "--set", "Journal:PoolSizeMax=8", "--set", "ReadModels:PoolSizeMax=4", "--set", "Snapshots:PoolSizeMax=3", "--set", "Partitions:PingIntervalMs=1000",
    ];

    public static async Task<AccountCluster> StartAsync(int siloCount, int connectionCount, CancellationToken cancellationToken)
    {
        var kafka = KafkaServer.StartAsync(cancellationToken);
        var cluster = new AccountCluster(await PostgresServer.StartAsync(cancellationToken), await kafka);
        try
        {
            for (var silo = 0; silo < siloCount; silo++) cluster._silos.Add(new("Both", cluster.Servers));
            foreach (var silo in cluster._silos) await silo.WaitUntilRunningAsync(cancellationToken);
            for (var connection = 0; connection < connectionCount; connection++) cluster._connections.Add(await cluster.ConnectAsync(cancellationToken));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>One silo is gone at once; another one comes.</summary>
    public async Task ReplaceSiloAsync(int index, CancellationToken cancellationToken)
    {
        await _silos[index].KillAsync(cancellationToken);
        await _silos[index].DisposeAsync();
        _silos[index] = new("Both", Servers);
        await _silos[index].WaitUntilRunningAsync(cancellationToken);
    }

    public async Task RestartPostgresAsync(CancellationToken cancellationToken)
    {
        await _postgres.CrashAsync(cancellationToken);
        await _postgres.StartAgainAsync(cancellationToken);
    }

    public Task PauseKafkaAsync(CancellationToken cancellationToken) => _kafka.PauseAsync(cancellationToken);

    public Task ResumeKafkaAsync(CancellationToken cancellationToken) => _kafka.ResumeAsync(cancellationToken);

    /// <summary>As Ctrl-C would, one after the other.</summary>
    public async Task StopSilosAsync(CancellationToken cancellationToken)
    {
        await DisconnectAsync();
        foreach (var silo in _silos) Assert.True(await silo.StopAsync(cancellationToken) == 0, silo.Output);
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

    /// <summary>Finds the silos as front ends do: where the silos write themselves down.</summary>
    private Task<CommandProcessorConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var defaults = new ClusterConnection();
        return CommandProcessorConnection.ConnectAsync(
            client => client
                .Configure<ClusterOptions>(ids => (ids.ClusterId, ids.ServiceId) = (defaults.ClusterId, defaults.ServiceId))
                .UseAdoNetClustering(membership => (membership.Invariant, membership.ConnectionString) = ("Npgsql", _postgres.ConnectionString + ";Maximum Pool Size=2")),
            cancellationToken: cancellationToken);
    }
}
