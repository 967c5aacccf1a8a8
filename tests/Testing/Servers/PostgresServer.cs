namespace CommandProcessor.Testing.Servers;

/// <summary>A PostgreSQL server of a test's own, which it may restart and kill. Its data is durable as in production.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly int _port;

    private PostgresServer(string folder, int port)
    {
        _folder = folder;
        _port = port;
    }

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    internal static string? BinariesFolder =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(Directory.Exists).Order(StringComparer.Ordinal).LastOrDefault()
            : null;

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgresServer> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("postgres-").FullName;
        var server = new PostgresServer(folder, Ports.FreePair());
        if (Environment.IsPrivilegedProcess) await Shell.RunAsync("chown", ["postgres", folder], cancellationToken);
        await RunAsync("initdb", ["-D", server.Data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"], cancellationToken);
        await server.StartAgainAsync(cancellationToken);
        return server;
    }

    public Task StartAgainAsync(CancellationToken cancellationToken) =>
        RunAsync("pg_ctl", ["-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-t", "60", "-o", $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1", "start"], cancellationToken);

    /// <summary>Stops as a crash would: connections break, commits in flight are lost or kept.</summary>
    public Task CrashAsync(CancellationToken cancellationToken) => RunAsync("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "stop"], cancellationToken);

    /// <summary>Nothing of it runs any more and nothing breaks: whoever asks it waits.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) => SignalAsync("STOP", cancellationToken);

    public Task ResumeAsync(CancellationToken cancellationToken) => SignalAsync("CONT", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await CrashAsync(CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // The test left it stopped.
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>To the server and the process of each connection: each is in a group of its own.</summary>
    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        var server = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid"), cancellationToken))[0];
        var children = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).OfType<string>().Where(name => char.IsAsciiDigit(name[0]) && ParentOf(name) == server);
        await Shell.RunAsync("kill", ["-" + signal, server, .. children], cancellationToken);
    }

    /// <summary>The second number behind the name, which may hold spaces, of a process; null if it has ended meanwhile.</summary>
    private static string? ParentOf(string process)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{process}/stat");
            return status[(status.LastIndexOf(')') + 2)..].Split(' ')[1];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The server refuses root, so root runs it as user postgres.</summary>
    private static Task<string> RunAsPostgresAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        Environment.IsPrivilegedProcess
            ? Shell.RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments], cancellationToken)
            : Shell.RunAsync(program, arguments, cancellationToken);

    private static Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var folder = BinariesFolder ?? throw new InvalidOperationException("PostgreSQL's server is not installed.");
        return RunAsPostgresAsync(Path.Combine(folder, program), arguments, cancellationToken);
    }
}
