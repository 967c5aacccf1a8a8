using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>Apache Kafka brokers of a test's own, to be broken: the script in ../shared/kafka starts, kills and pauses them.</summary>
public sealed class ApacheKafka : IAsyncDisposable
{
    private readonly string _script;
    private readonly string _root = Directory.CreateTempSubdirectory("kafka-test-").FullName;
    private readonly List<(string Directory, int Port)> _brokers = [];

    private ApacheKafka(string script)
    {
        _script = script;
    }

    public string BootstrapServers => string.Join(',', _brokers.Select(broker => $"127.0.0.1:{broker.Port}"));

    public static void SkipUnlessThere()
    {
        Assert.SkipUnless(ApacheBroker.IsThere, $"{ApacheBroker.Variable} is not set: no Apache Kafka to test against.");
        Assert.SkipUnless(FindScript() is not null, "The script that starts Apache Kafka is not there (../shared/kafka/kafka or COMMANDPROCESSOR_TEST_KAFKA_SCRIPT).");
    }

    /// <param name="settings">Lines for the brokers' server.properties, by port.</param>
    public static async Task<ApacheKafka> StartAsync(int brokers = 1, Func<int, string>? settings = null)
    {
        var kafka = new ApacheKafka(FindScript() ?? throw new FileNotFoundException("the Kafka script"));
        var extra = Path.Combine(kafka._root, "extra.properties");
        for (var i = 0; i < brokers; i++)
        {
            var (directory, port) = (Path.Combine(kafka._root, "b" + i), FreePorts());
            await File.WriteAllTextAsync(extra, "group.initial.rebalance.delay.ms=0\nlog.flush.interval.messages=10000\n"
                + (brokers >= 3 ? "offsets.topic.replication.factor=3\nmin.insync.replicas=2\n" : "") + settings?.Invoke(port));
            if (i == 0) await kafka.RunAsync("start", directory, port.ToString(), extra);
            else await kafka.RunAsync("join", directory, port.ToString(), kafka._brokers[0].Directory, extra);
            kafka._brokers.Add((directory, port));
        }

        return kafka;
    }

    public Task KillAsync(int broker) => RunAsync("kill", _brokers[broker].Directory);

    public Task PauseAsync(int broker) => RunAsync("pause", _brokers[broker].Directory);

    public Task ResumeAsync(int broker) => RunAsync("resume", _brokers[broker].Directory);

    public Task StartAgainAsync(int broker) =>
        RunAsync("start", _brokers[broker].Directory, _brokers[broker].Port.ToString(), Path.Combine(_root, "extra.properties"));

    public async ValueTask DisposeAsync()
    {
        foreach (var (directory, _) in Enumerable.Reverse(_brokers))
        {
            try
            {
                await RunAsync("resume", directory);
            }
            catch (InvalidOperationException)
            {
                // It does not run, and so is not paused.
            }

            await RunAsync("kill", directory);
        }

        Directory.Delete(_root, recursive: true);
    }

    private static string? FindScript()
    {
        if (Environment.GetEnvironmentVariable("COMMANDPROCESSOR_TEST_KAFKA_SCRIPT") is { Length: > 0 } named) return named;
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var script = Path.Combine(directory.FullName, "shared", "kafka", "kafka");
            if (File.Exists(script)) return script;
        }

        return null;
    }

    /// <summary>
    /// A port whose follower is free too: that is the controller's. Below the ports that Linux gives to outgoing connections: one of those, of the tests
    /// beside, could take it before its broker does, or while that is killed and started again.
    /// </summary>
    private static int FreePorts()
    {
        while (true)
        {
            var port = Random.Shared.Next(15_000, 32_000);
            try
            {
                using var first = new TcpListener(IPAddress.Loopback, port);
                first.Start();
                using var second = new TcpListener(IPAddress.Loopback, port + 1);
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // One of the two is taken: another pair.
            }
        }
    }

    private async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(_script, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KAFKA_HEAP"] = "256m";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{_script} did not start.");

        // The broker inherits the pipes and keeps them open, so only the end of the script is waited for.
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (process.ExitCode != 0) throw new InvalidOperationException($"kafka {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
