using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CommandProcessor.Testing.Servers;

namespace CommandProcessor.Silo.Tests.Faults;

/// <summary>One silo of a cluster on this machine, in a process of its own.</summary>
internal sealed class ClusterSilo : IAsyncDisposable
{
    private readonly int _siloPort = Ports.FreePair();
    private readonly int _dashboardPort = Ports.FreePair();
    private readonly SiloProcess _process;

    public ClusterSilo(string roles, string[] servers)
    {
        Roles = roles;
        _process = SiloProcess.Start(
        [
            "run", .. servers, "--set", $"Roles={roles}",
            "--silo-port", Text(_siloPort), "--gateway-port", Text(_siloPort + 1), "--dashboard-port", Text(_dashboardPort),
        ]);
    }

    public string Roles { get; }

    public IPEndPoint Gateway => new(IPAddress.Loopback, _siloPort + 1);

    public string Output => _process.Output;

    /// <summary>True if the text names this silo, as owners are named in the databases.</summary>
    public bool IsNamedBy(string owner) => owner.StartsWith($"{IPAddress.Loopback}:{Text(_siloPort)}@", StringComparison.Ordinal);

    public Task WaitUntilRunningAsync(CancellationToken cancellationToken) => _process.WaitForOutputAsync("Silo is running", cancellationToken);

    public Task KillAsync(CancellationToken cancellationToken) => _process.KillAsync(cancellationToken);

    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        await _process.InterruptAsync(cancellationToken);
        return await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>What the silo says of itself at /health.</summary>
    public async Task<ClusterSiloHealth> GetHealthAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{Text(_dashboardPort)}/health"), cancellationToken);
        var details = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("details");
        return new(details.GetProperty("partitionsWithoutWriter").GetInt32(), details.GetProperty("partitionsRead").GetInt32());
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}

/// <param name="PartitionsWithoutWriter">Partitions of the journal that do not answer this silo.</param>
/// <param name="PartitionsRead">Partitions of the topic that this silo reads.</param>
internal sealed record ClusterSiloHealth(int PartitionsWithoutWriter, int PartitionsRead);
