using System.Data.Common;
using System.Text.RegularExpressions;
using CommandProcessor.Silo.Tests.Faults;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Databases;
using CommandProcessor.Testing.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CommandProcessor.Silo.Tests.Verbs;

/// <summary>transfers as it is called from a terminal.</summary>
public sealed partial class TransfersVerbTests(ITestOutputHelper output)
{
    private const string Right = "Nothing was lost.";

    /// <summary>200 accounts are opened, funded, and 2 of them frozen.</summary>
    private const int EventsOfOpening = 402;

    /// <summary>Of 3,500 and more that the transfers bring.</summary>
    private const int EventsBeforeKill = 1_000;

    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(6);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_goes_on_from_where_the_one_before_ended()
    {
        using var folder = new TemporaryFolder();

        var first = await RunAsync("200", "--accounts", "100", "--data", folder.Path);
        var second = await RunAsync("300", "--accounts", "100", "--data", folder.Path);
        var third = await RunAsync("300", "--accounts", "100", "--data", folder.Path);
        var other = await RunAsync("100", "--accounts", "100", "--seed", "2", "--data", folder.Path);

        Assert.Contains("100 accounts opened and funded, 0 were there already", first, StringComparison.Ordinal);
        Assert.Contains("200 transfers came to their end", first, StringComparison.Ordinal);
        Assert.Contains("100 transfers came to their end", second, StringComparison.Ordinal);
        Assert.Contains("0 accounts opened and funded, 100 were there already", second, StringComparison.Ordinal);
        Assert.Contains("All 300 transfers were over already", third, StringComparison.Ordinal);
        Assert.Contains("100 random transfers of seed 2", other, StringComparison.Ordinal);
        Assert.Contains("100 transfers came to their end", other, StringComparison.Ordinal);
        Assert.All([first, second, third, other], printed => Assert.Contains(Right, printed, StringComparison.Ordinal));
        Assert.All([first, second, third, other], printed => Assert.DoesNotContain("info: ", printed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_tells_what_became_of_the_transfers_and_where_the_money_is()
    {
        using var folder = new TemporaryFolder();

        var printed = await RunAsync("400", "--accounts", "100", "--data", folder.Path);

        Assert.Equal(400, Ends().Matches(printed).Sum(row => int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("more than the", printed, StringComparison.Ordinal);
        Assert.Contains("cannot be mixed in", printed, StringComparison.Ordinal);
        Assert.Contains("The account is frozen.", printed, StringComparison.Ordinal);
        Assert.Matches(@"GBP\W+99,000\.00\W+99,000\.00\W+0\.00\W+0\.00", printed);
        Assert.Matches(@"EUR\W+1,000\.00\W+1,000\.00\W+0\.00\W+0\.00", printed);
    }

    [Fact]
    public async Task Killed_it_goes_on_embedded()
    {
        using var folder = new TemporaryFolder();
        await using var journal = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "journal.db")};Mode=ReadOnly;Pooling=False");

        await KillAndFinishAsync(journal, "--data", folder.Path);
    }

    [Fact]
    [Trait("Category", "Postgres")]
    [Trait("Category", "Kafka")]
    public async Task Killed_it_goes_on_with_postgres_and_kafka()
    {
        Assert.SkipUnless(PostgresDatabase.IsAvailable, PostgresDatabase.SkipReason);
        Assert.SkipWhen(TestServers.Kafka is null, $"{TestServers.KafkaVariable} is not set.");
        await using var database = await PostgresDatabase.CreateAsync(Token);
        await using var journal = new NpgsqlConnection(database.ConnectionString);

        await KillAndFinishAsync(journal, "--postgres", database.ConnectionString, "--kafka", TestServers.Kafka ?? "", "--set", $"Kafka:Topic={database.Name}");
    }

    [Fact]
    [Trait("Category", "Postgres")]
    [Trait("Category", "Kafka")]
    public async Task Servers_that_stall_and_crash_cost_no_penny()
    {
        Assert.SkipWhen(TestServers.WhyNoOwnServers is not null, TestServers.WhyNoOwnServers ?? "");
        await using var postgres = await PostgresServer.StartAsync(Token);
        await using var kafka = await KafkaServer.StartAsync(Token);
        string[] servers = ["--postgres", postgres.ConnectionString, "--kafka", kafka.BootstrapServers, "--set", "Cluster:SiloPort=0", "--set", "Cluster:GatewayPort=0"];
        await using var journal = new NpgsqlConnection(postgres.ConnectionString);
        await using var silo = SiloProcess.Start(["transfers", "1200", "--accounts", "200", .. servers]);
        var size = new JournalSize(journal);

        await size.UntilAsync(EventsOfOpening + EventsBeforeKill, silo, Token);
        await postgres.PauseAsync(Token);
        await kafka.KillAsync(Token);
        await Task.Delay(Stall, Token); // Nothing moves meanwhile that could be waited for.
        await postgres.ResumeAsync(Token);
        await kafka.StartAgainAsync(Token);
        await size.UntilAsync(EventsOfOpening + (3 * EventsBeforeKill), silo, Token);
        await postgres.CrashAsync(Token);
        await postgres.StartAgainAsync(Token);

        Assert.True(await silo.WaitForExitAsync(Token) == 0, silo.Output);
        Assert.Contains("1,200 transfers came to their end", silo.Output, StringComparison.Ordinal);
        Assert.Contains(Right, silo.Output, StringComparison.Ordinal);
        var (exitCode, verified) = await SiloProcess.RunAsync(["verify", .. servers], Token);
        Assert.True(exitCode == 0, verified);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_clean()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["transfers", "10000", "--accounts", "50", "--data", folder.Path];
        await using var silo = SiloProcess.Start(arguments);
        await silo.WaitForOutputAsync("transfers/s", Token);

        await silo.InterruptAsync(Token);

        Assert.Equal(1, await silo.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token));
        Assert.Contains("Stopped.", silo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", silo.Output, StringComparison.Ordinal);
    }

    private async Task KillAndFinishAsync(DbConnection journal, params string[] where)
    {
        string[] arguments = ["transfers", "600", "--accounts", "200", .. where];
        await using (var silo = SiloProcess.Start(arguments))
        {
            await new JournalSize(journal).UntilAsync(EventsOfOpening + EventsBeforeKill, silo, Token);
            await silo.KillAsync(Token);
            Assert.DoesNotContain(Right, silo.Output, StringComparison.Ordinal);
        }

        var printed = await RunAsync(arguments[1..]);

        output.WriteLine(printed);
        Assert.Contains("0 accounts opened and funded, 200 were there already", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("transfers were over already; nothing was done twice", printed, StringComparison.Ordinal);
        Assert.Contains(Right, printed, StringComparison.Ordinal);
        var again = await RunAsync(arguments[1..]);
        Assert.Contains("All 600 transfers were over already", again, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var (exitCode, printed) = await SiloProcess.RunAsync(["transfers", .. arguments], Token);
        Assert.True(exitCode == 0, printed);
        return printed;
    }

    [GeneratedRegex(@"(?:completed|rejected \(\d+\))\W+(\d+)\W")]
    private static partial Regex Ends();
}
