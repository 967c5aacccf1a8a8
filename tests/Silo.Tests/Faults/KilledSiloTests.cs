using System.Globalization;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Servers;

namespace CommandProcessor.Silo.Tests.Faults;

/// <summary>The program killed under load, again and again: run once more, it ends with exactly the orders of the file, and verify finds nothing.</summary>
public sealed class KilledSiloTests(ITestOutputHelper output)
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("COMMANDPROCESSOR_TEST_KILLS") ?? "3", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("COMMANDPROCESSOR_TEST_SEED") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    [Fact]
    public async Task Killed_while_loading_it_goes_on_embedded()
    {
        using var folder = new TemporaryFolder();

        await KillAndFinishAsync(["--data", folder.Path]);
    }

    [Fact]
    [Trait("Category", "Postgres")]
    [Trait("Category", "Kafka")]
    public async Task Killed_while_loading_it_goes_on_with_postgres_and_kafka()
    {
        Assert.SkipWhen(TestServers.WhyNoOwnServers is not null, TestServers.WhyNoOwnServers ?? "");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var postgres = await PostgresServer.StartAsync(cancellationToken);
        await using var kafka = await KafkaServer.StartAsync(cancellationToken);

        await KillAndFinishAsync(["--postgres", postgres.ConnectionString, "--kafka", kafka.BootstrapServers, "--set", "Cluster:SiloPort=0", "--set", "Cluster:GatewayPort=0"]);
    }

    [Fact]
    [Trait("Category", "Postgres")]
    [Trait("Category", "Kafka")]
    public async Task Loading_survives_a_crash_of_postgres_and_of_kafka()
    {
        Assert.SkipWhen(TestServers.WhyNoOwnServers is not null, TestServers.WhyNoOwnServers ?? "");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var postgres = await PostgresServer.StartAsync(cancellationToken);
        await using var kafka = await KafkaServer.StartAsync(cancellationToken);
        string[] servers = ["--postgres", postgres.ConnectionString, "--kafka", kafka.BootstrapServers, "--set", "Cluster:SiloPort=0", "--set", "Cluster:GatewayPort=0"];
        await using var load = SiloProcess.Start(["load", SampleFile, "--callers", "16", .. servers]);
        await load.WaitForOutputAsync("orders/s", cancellationToken);

        await kafka.KillAsync(cancellationToken);
        await postgres.CrashAsync(cancellationToken);
        await postgres.StartAgainAsync(cancellationToken);
        await kafka.StartAgainAsync(cancellationToken);

        Assert.True(await load.WaitForExitAsync(cancellationToken) == 0, load.Output);
        await AssertVerifiedAsync(servers, cancellationToken);
    }

    private static string SampleFile => Repository.PathOf("Silo", "Retail", "online-retail-sample.csv.gz");

    private async Task KillAndFinishAsync(string[] where)
    {
        output.WriteLine($"Seed {Seed}; {Kills} kills.");
        var cancellationToken = TestContext.Current.CancellationToken;
        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var load = SiloProcess.Start(["load", SampleFile, "--callers", "16", .. where]);
            await load.WaitForOutputAsync("orders/s", cancellationToken);
            await Task.Delay(random.Next(500), cancellationToken); // The moment of the kill is what varies; nothing is waited for.
            await load.KillAsync(cancellationToken);
        }

        var (exitCode, printed) = await SiloProcess.RunAsync(["load", SampleFile, .. where], cancellationToken);

        Assert.True(exitCode == 0, printed);
        await AssertVerifiedAsync(where, cancellationToken);
    }

    private async Task AssertVerifiedAsync(string[] where, CancellationToken cancellationToken)
    {
        var (exitCode, printed) = await SiloProcess.RunAsync(["verify", .. where], cancellationToken);
        output.WriteLine(printed);
        Assert.True(exitCode == 0, printed);
    }
}
