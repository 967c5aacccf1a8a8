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
    /// <summary>About what the bundled sample's 2,038 orders leave in the journal with all that comes of them.</summary>
    private const int EventCount = 164_000;

    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(10);
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("COMMANDPROCESSOR_TEST_KILLS") ?? "3", CultureInfo.InvariantCulture);
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
        await using var load = SiloProcess.Start(["load", SampleFile, "--callers", "16", .. servers]);
        await using var journal = new NpgsqlConnection(postgres.ConnectionString);
        await UntilJournalHoldsAsync(journal, EventCount / 4, load, cancellationToken);

        await kafka.KillAsync(cancellationToken);
        await postgres.CrashAsync(cancellationToken);
        await postgres.StartAgainAsync(cancellationToken);
        await kafka.StartAgainAsync(cancellationToken);

        Assert.True(await load.WaitForExitAsync(cancellationToken) == 0, load.Output);
        await AssertVerifiedAsync(servers, cancellationToken);
    }

    private static string SampleFile => Repository.PathOf("Silo", "Retail", "online-retail-sample.csv.gz");

    /// <summary>The kills are spread over the whole load: each comes when so many events are in the journal, and before all are.</summary>
    private async Task KillAndFinishAsync(string[] where, DbConnection journal)
    {
        output.WriteLine($"Seed {Seed}; {Kills} kills.");
        var cancellationToken = TestContext.Current.CancellationToken;
        var random = new Random(Seed);
        var step = EventCount / (Kills + 2);
        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var load = SiloProcess.Start(["load", SampleFile, "--callers", "16", .. where]);
            await UntilJournalHoldsAsync(journal, (kill * step) + random.Next(step / 2), load, cancellationToken);
            await load.KillAsync(cancellationToken);
            var events = await CountEventsAsync(journal, cancellationToken);
            output.WriteLine($"Kill {kill} at {events} events.");
            Assert.InRange(events, 1, EventCount - 1);
        }

        var (exitCode, printed) = await SiloProcess.RunAsync(["load", SampleFile, .. where], cancellationToken);

        Assert.True(exitCode == 0, printed);
        Assert.InRange(await CountEventsAsync(journal, cancellationToken), EventCount - (EventCount / 50), EventCount + (EventCount / 50));
        await AssertVerifiedAsync(where, cancellationToken);
    }

    private static async Task UntilJournalHoldsAsync(DbConnection journal, long events, SiloProcess load, CancellationToken cancellationToken)
    {
        while (await CountEventsAsync(journal, cancellationToken) < events)
        {
            Assert.False(load.HasExited, load.Output);
            await Task.Delay(AskAgain, cancellationToken);
        }
    }

    private static async Task<long> CountEventsAsync(DbConnection journal, CancellationToken cancellationToken)
    {
        try
        {
            await journal.OpenAsync(cancellationToken);
            await using var command = journal.CreateCommand();
            command.CommandText = "SELECT coalesce(sum(head), 0) FROM journal_partition";
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        }
        catch (DbException)
        {
            return 0; // The first load has not made its tables yet.
        }
        finally
        {
            await journal.CloseAsync();
        }
    }

    private async Task AssertVerifiedAsync(string[] where, CancellationToken cancellationToken)
    {
        var (exitCode, printed) = await SiloProcess.RunAsync(["verify", .. where], cancellationToken);
        output.WriteLine(printed);
        Assert.True(exitCode == 0, printed);
    }
}
