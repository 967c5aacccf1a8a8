namespace CommandProcessor.Testing.Servers;

/// <summary>A Kafka broker of a test's own, which it may kill and pause.</summary>
public sealed class KafkaServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly int _port;

    private KafkaServer(string folder, int port)
    {
        _folder = folder;
        _port = port;
    }

    public string BootstrapServers => $"127.0.0.1:{_port}";

    public static async Task<KafkaServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new KafkaServer(Directory.CreateTempSubdirectory("kafka-").FullName, Ports.FreePair());
        await server.StartAgainAsync(cancellationToken);
        return server;
    }

    public Task StartAgainAsync(CancellationToken cancellationToken) => RunAsync(["start", _folder, _port.ToString(System.Globalization.CultureInfo.InvariantCulture)], cancellationToken);

    public Task KillAsync(CancellationToken cancellationToken) => RunAsync(["kill", _folder], cancellationToken);

    public Task PauseAsync(CancellationToken cancellationToken) => RunAsync(["pause", _folder], cancellationToken);

    public Task ResumeAsync(CancellationToken cancellationToken) => RunAsync(["resume", _folder], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private static Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var script = TestServers.KafkaScript ?? throw new InvalidOperationException("The script shared/kafka/kafka is not beside the checkout.");
        return Shell.RunAsync(script, arguments, cancellationToken);
    }
}
