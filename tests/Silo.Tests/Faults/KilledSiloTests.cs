using System.Data.Common;
using System.Globalization;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CommandProcessor.Silo.Tests.Faults;

/// <summary>The program killed under load, again and again: run once more, it ends with exactly the orders of the file, each where it should stand, and verify finds nothing.</summary>
public sealed class KilledSiloTests(ITestOutputHelper output)
{
    private const int KillsOfShortForm = 2;

    private static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("COMMANDPROCESSOR_TEST_KILLS") ?? $"{KillsOfShortForm}", CultureInfo.InvariantCulture);

    /// <summary>The bundled sample; in the short form its beginning: some thousand events from one kill to the next.</summary>
    private static readonly RetailSampleFile Sample = Kills > KillsOfShortForm ? RetailSampleFile.Whole : RetailSampleFile.Beginning;

    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("COMMANDPROCESSOR_TEST_SEED") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    [Fact]
    public async Task Killed_while_loading_it_goes_on_embedded()
    {
        using var folder = new TemporaryFolder();
        await using var journal = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "journal.db")};Mode=ReadOnly;Pooling=False");

        await KillAndFinishAsync(["--data", folder.Path], journal);
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

        var port = Ports.FreePair(); // Always the same, as where a supervisor starts a silo again.
        await using var journal = new NpgsqlConnection(postgres.ConnectionString);
        await KillAndFinishAsync(
            ["--postgres", postgres.ConnectionString, "--kafka", kafka.BootstrapServers, "--set", $"Cluster:SiloPort={port}", "--set", $"Cluster:GatewayPort={port + 1}"],
            journal);
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
        using var folder = new TemporaryFolder();
        await using var load = SiloProcess.Start(["load", await Sample.WriteAsync(folder, cancellationToken), "--callers", "16", .. servers]);
        await using var journal = new NpgsqlConnection(postgres.ConnectionString);
        await new JournalSize(journal).UntilAsync(Sample.EventCount / 4, load, cancellationToken);

        await kafka.KillAsync(cancellationToken);
        await postgres.CrashAsync(cancellationToken);
        await postgres.StartAgainAsync(cancellationToken);
        await kafka.StartAgainAsync(cancellationToken);

        Assert.True(await load.WaitForExitAsync(cancellationToken) == 0, load.Output);
        await AssertVerifiedAsync(servers, cancellationToken);
    }

    /// <summary>The kills are spread over the whole load: each comes when so many events are in the journal, and before all are.</summary>
    private async Task KillAndFinishAsync(string[] where, DbConnection journal)
    {
        output.WriteLine($"Seed {Seed}; {Kills} kills.");
        var cancellationToken = TestContext.Current.CancellationToken;
        var random = new Random(Seed);
        var size = new JournalSize(journal);
        using var folder = new TemporaryFolder();
        var file = await Sample.WriteAsync(folder, cancellationToken);
        var step = Sample.EventCount / (Kills + 2);
        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var load = SiloProcess.Start(["load", file, "--callers", "16", .. where]);
            await size.UntilAsync((kill * step) + random.Next(step / 2), load, cancellationToken);
            await load.KillAsync(cancellationToken);
            var events = await size.CountEventsAsync(cancellationToken);
            output.WriteLine($"Kill {kill} at {events} events.");
            Assert.InRange(events, 1, Sample.EventCount - 1);
        }

        var (exitCode, printed) = await SiloProcess.RunAsync(["load", file, .. where], cancellationToken);

        Assert.True(exitCode == 0, printed);
        Assert.InRange(await size.CountEventsAsync(cancellationToken), Sample.EventCount - (Sample.EventCount / 50), Sample.EventCount + (Sample.EventCount / 50));
        await AssertVerifiedAsync(where, cancellationToken);
    }

    private async Task AssertVerifiedAsync(string[] where, CancellationToken cancellationToken)
    {
        var (exitCode, printed) = await SiloProcess.RunAsync(["verify", .. where], cancellationToken);
        output.WriteLine(printed);
        Assert.True(exitCode == 0, printed);
    }
}
