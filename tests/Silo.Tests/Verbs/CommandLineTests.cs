using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CommandProcessor.Silo.Hosting;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Servers;

namespace CommandProcessor.Silo.Tests.Verbs;

/// <summary>The program as it is called from a terminal.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help", "demo")]
    [InlineData("run --help", "--silo-port")]
    [InlineData("demo --help", "--orders")]
    [InlineData("load --help", "FILE")]
    [InlineData("transfers --help", "--seed")]
    [InlineData("verify --help", "--postgres")]
    [InlineData("history --help", "ID")]
    [InlineData("history --help", "--at")]
    [InlineData("watch --help", "ID")]
    [InlineData("lag --help", "--watch")]
    [InlineData("parked --help", "redrive")]
    [InlineData("parked redrive --help", "NAME")]
    public async Task Every_verb_explains_itself(string arguments, string expected)
    {
        var (exitCode, printed) = await SiloProcess.RunAsync(arguments.Split(' '), TestContext.Current.CancellationToken);

        Assert.Equal(0, exitCode);
        Assert.Contains(expected, printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dance", "dance")]
    [InlineData("demo --speed 3", "--speed")]
    [InlineData("demo --orders none", "none")]
    [InlineData("demo --orders 0", "--orders 0 is not between 1")]
    [InlineData("load", "FILE")]
    [InlineData("transfers 0", "N 0 is not between 1 and 10000000")]
    [InlineData("transfers many", "many")]
    [InlineData("transfers --accounts 1", "--accounts 1 is not between 2 and 1000000")]
    [InlineData("transfers --seed 0", "--seed 0 is not between 1")]
    [InlineData("transfers --callers 10001", "--callers 10001 is not between 1 and 10000")]
    [InlineData("transfers --orders 3", "--orders")]
    [InlineData("history nonsense", "'nonsense' is no aggregate id")]
    [InlineData("lag --watches", "--watches")]
    [InlineData("parked retry", "retry")]
    [InlineData("run --set Health:StalledSeconds=0", "StalledSeconds must be between 1 and 86400")]
    [InlineData("run --set Nonsense=1", "CommandProcessor:Nonsense is unknown")]
    [InlineData("run --set Nonsense", "expected NAME=VALUE")]
    [InlineData("verify --kafka localhost", "expected host:port")]
    public async Task Wrong_use_is_an_error_that_names_it(string arguments, string expected)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, printed) = await SiloProcess.RunAsync([.. arguments.Split(' '), "--data", folder.Path], TestContext.Current.CancellationToken);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--silo-port", "Cluster:SiloPort")]
    [InlineData("--gateway-port", "Cluster:GatewayPort")]
    [InlineData("--dashboard-port", "Dashboard:Port")]
    public async Task A_port_that_is_taken_is_told_in_one_sentence(string option, string name)
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var free = Ports.FreePair();
        string[] ports =
        [
            .. new[] { "--silo-port", "--gateway-port", "--dashboard-port" }.Where(name => name != option)
                .SelectMany((name, at) => new[] { name, (free + at).ToString(CultureInfo.InvariantCulture) }),
            option, taken,
        ];

        var (exitCode, printed) = await SiloProcess.RunAsync(["run", .. ports, "--data", folder.Path], TestContext.Current.CancellationToken);

        Assert.Equal(1, exitCode);
        Assert.Contains($"{name} {taken} is taken by another program.", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_runs_a_second_silo_on_a_folder_is_told_of_the_folder_and_not_of_its_ports()
    {
        using var folder = new TemporaryFolder();
        using var first = EmbeddedDataFolder.Open(folder.Path);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (exitCode, printed) = await SiloProcess.RunAsync(
            ["run", "--silo-port", ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture), "--data", folder.Path],
            TestContext.Current.CancellationToken);

        Assert.Equal(1, exitCode);
        Assert.Contains("is in use by another process", printed, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Postgres")]
    public async Task A_wrong_password_is_a_clear_error()
    {
        Assert.SkipWhen(TestServers.Postgres is null, $"{TestServers.PostgresVariable} is not set.");

        var (exitCode, printed) = await SiloProcess.RunAsync(
            ["verify", "--postgres", "Host=127.0.0.1;Port=1;Username=nobody;Password=hunter2;Timeout=3"], TestContext.Current.CancellationToken);

        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("hunter2", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_stops_a_silo_within_seconds()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var silo = SiloProcess.Start(["run", "--data", folder.Path, "--silo-port", "0", "--gateway-port", "0", "--dashboard-port", "0"]);
        await silo.WaitForOutputAsync("Silo is running", cancellationToken);

        await silo.InterruptAsync(cancellationToken);

        Assert.Equal(0, await silo.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(15), cancellationToken));
    }
}
