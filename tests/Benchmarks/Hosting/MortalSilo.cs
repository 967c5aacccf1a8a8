using System.Globalization;
using System.Net;
using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Client;
using CommandProcessor.Silo.Hosting;
using CommandProcessor.Testing.Servers;
using Npgsql;
using Orleans.Configuration;

namespace CommandProcessor.Benchmarks.Hosting;

/// <summary>The program in a process of its own, as a user runs it, always on the same ports.</summary>
internal sealed class MortalSilo : IAsyncDisposable
{
    private readonly string[] _servers;
    private readonly int _siloPort = Ports.FreePair();
    private readonly int _dashboardPort = Ports.FreePair();
    private SiloProcess _process;

    /// <param name="connectionString">Of a database of its own.</param>
    /// <param name="topic">Null has the silo start its embedded broker, which forgets everything when it is killed.</param>
    /// <param name="partitions">Partitions of journal and topic.</param>
    public MortalSilo(string connectionString, BenchmarkTopic? topic, int partitions)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        database.Remove("Maximum Pool Size"); // The product's own bounds.
        _servers =
        [
            "--postgres", database.ToString(), "--set", string.Create(CultureInfo.InvariantCulture, $"PartitionCount={partitions}"),
            .. topic is null ? (string[])[] : ["--kafka", topic.BootstrapServers, "--set", $"Kafka:Topic={topic.Name}"],
        ];
        _process = Start();
    }

    public async Task WaitUntilRunningAsync(CancellationToken cancellationToken) => await _process.WaitForOutputAsync("Silo is running", cancellationToken);

    /// <summary>SIGKILL; returns when the process is gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        await _process.KillAsync(cancellationToken);
        await _process.DisposeAsync();
    }

    public void StartAgain() => _process = Start();

    /// <summary>Ctrl-C; returns when everything is flushed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _process.InterruptAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>The product's own verb: it recomputes everything and compares.</summary>
    public Task<(int ExitCode, string Output)> VerifyAsync(CancellationToken cancellationToken) => SiloProcess.RunAsync(["verify", .. _servers], cancellationToken);

    public Task<CommandProcessorConnection> ConnectAsync(int customers, CancellationToken cancellationToken)
    {
        var defaults = new ClusterConnection();
        return CommandProcessorConnection.ConnectAsync(
            cluster => cluster
                .Configure<ClusterOptions>(ids => (ids.ClusterId, ids.ServiceId) = (defaults.ClusterId, defaults.ServiceId))
                .UseStaticClustering(new IPEndPoint(IPAddress.Loopback, _siloPort + 1)),
            client => (client.Principal, client.SessionKeyCountMax) = ("benchmark", 4 * customers),
            cancellationToken);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private SiloProcess Start() => SiloProcess.Start(
        ["run", .. _servers, "--silo-port", Text(_siloPort), "--gateway-port", Text(_siloPort + 1), "--dashboard-port", Text(_dashboardPort)]);

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
