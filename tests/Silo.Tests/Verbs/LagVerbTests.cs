using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Journal;
using CommandProcessor.Journal.Sqlite;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Silo.Hosting;
using CommandProcessor.Silo.Verbs;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Journals;
using CommandProcessor.Testing.Servers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Silo.Tests.Verbs;

/// <summary>lag and parked as an operator calls them.</summary>
public sealed class LagVerbTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_nobody_reads_is_behind_although_nothing_runs_and_is_not_when_it_was_read()
    {
        using var folder = new TemporaryFolder();
        await AppendAsync(folder, eventCount: 7);

        var (behind, told) = await RunAsync("lag", folder);
        Assert.Equal(1, behind);
        Assert.Matches(@"customer-orders\W+\d+\W+7\W+\d+\.\d s\W+0", told);
        Assert.Contains("7 events are not published", told, StringComparison.Ordinal);

        await using (var silo = await StartAsync(folder)) Assert.True(await silo.CatchUp.WaitAsync(progress: null, Token));

        var (caughtUp, clean) = await RunAsync("lag", folder);
        Assert.Equal(0, caughtUp);
        Assert.Contains("Every event is published.", clean, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_looks_beside_a_silo_that_runs()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await StartAsync(folder);
        await silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester").Accounts.OpenAsync(new("17850", "main"), "GBP", cancellationToken: Token);
        Assert.True(await silo.CatchUp.WaitAsync(progress: null, Token));

        Assert.Equal(0, (await RunAsync("lag", folder)).ExitCode);
    }

    [Fact]
    public async Task A_parked_read_model_is_listed_and_flows_again_when_it_is_tried_again()
    {
        using var folder = new TemporaryFolder();
        var key = AppendRequests.Key("17850");
        await using (var silo = await StartAsync(folder))
        {
            var place = new OrderCommand.PlaceOrder("GBP", [new("85123A", 6, 2.55m)], new("Ada", "1 Loop Road", "United Kingdom"));
            Assert.IsType<CommandOutcome.Accepted>(await silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester")
                .Orders.PlaceAsync(new("17850", "1"), place, cancellationToken: Token));
            Assert.True(await silo.CatchUp.WaitAsync(progress: null, Token));
        }

        await ParkAsync(folder, key);
        var (waits, listed) = await RunAsync("parked", folder);
        var (again, redriven) = await RunAsync("parked redrive customer-orders customer/17850", folder);
        var (none, cleared) = await RunAsync("parked", folder);

        Assert.Equal(1, waits);
        Assert.Matches(@"customer-orders\W+customer/17850\W+order-placed", listed);
        Assert.Contains("a bug in the fold", listed, StringComparison.Ordinal);
        Assert.Equal(0, again);
        Assert.Contains("1 read models and 0 processes flow again, 0 wait still.", redriven, StringComparison.Ordinal);
        Assert.Equal(0, none);
        Assert.Contains("Nothing is parked.", cleared, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parked_process_and_a_due_time_that_cannot_be_read_are_listed_and_flow_again_when_they_are_tried_again()
    {
        using var folder = new TemporaryFolder();
        TransferId transfer = new("17850", "1");
        await using (var silo = await StartAsync(folder))
        {
            var session = silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester");
            await session.Accounts.OpenAsync(new("17850", "main"), "GBP", cancellationToken: Token).OrThrowAsync();
            await session.Accounts.DepositAsync(new("17850", "main"), 5m, "GBP", "cash", cancellationToken: Token).OrThrowAsync();
            await session.Accounts.OpenAsync(new("12347", "main"), "GBP", cancellationToken: Token).OrThrowAsync();
            await session.Transfers.RequestAsync(transfer, new(new("17850", "main"), new("12347", "main"), 5m, "GBP", "Rent"), cancellationToken: Token).OrThrowAsync();
            Assert.True(await silo.Processes.WaitAsync(Token));
        }

        await ParkAsync(folder, transfer);
        var (waits, listed) = await RunAsync("parked", folder);
        var (stays, notYet) = await RunAsync("parked redrive due-times", folder);
        await MendAsync(folder);
        var (one, flows) = await RunAsync($"parked redrive transfers {transfer.Aggregate}", folder);
        var (all, redriven) = await RunAsync("parked redrive", folder);
        var (none, cleared) = await RunAsync("parked", folder);

        Assert.Matches(@"transfers\W+transfer/17850/1\W+transfer-requested \d+@\d+\W.*when asked\W+a bug", listed);
        Assert.Matches(@"due-times\W+the bell\W+ring-a-bell", listed);
        Assert.Contains("0 read models and 2 processes wait", listed, StringComparison.Ordinal);
        Assert.Contains("0 read models and 0 processes flow again, 1 wait still.", notYet, StringComparison.Ordinal);
        Assert.Contains("0 read models and 1 processes flow again, 0 wait still.", flows, StringComparison.Ordinal);
        Assert.Contains("0 read models and 1 processes flow again, 0 wait still.", redriven, StringComparison.Ordinal);
        Assert.Contains("Nothing is parked.", cleared, StringComparison.Ordinal);
        Assert.Equal((1, 1, 0, 0, 0), (waits, stays, one, all, none));
    }

    [Theory]
    [InlineData("parked redrive nonsense", 2, "There is neither a view nor a reactor 'nonsense'; there are customer-orders, ")]
    [InlineData("parked redrive customer-orders rubbish", 1, "'rubbish' is no partition key")]
    [InlineData("rebuild nonsense", 2, "There is no view 'nonsense'; there are customer-orders, ")]
    public async Task What_is_not_there_cannot_be_tried_again_nor_be_rebuilt(string arguments, int expectedCode, string expected)
    {
        using var folder = new TemporaryFolder();
        await AppendAsync(folder, eventCount: 1);

        var (exitCode, printed) = await RunAsync(arguments, folder);

        Assert.Equal(expectedCode, exitCode);
        Assert.Contains(expected, printed, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lag")]
    [InlineData("parked")]
    [InlineData("history order/17850/1")]
    public async Task Where_nothing_was_stored_nothing_is_made(string arguments)
    {
        using var folder = new TemporaryFolder();
        var nowhere = Path.Combine(folder.Path, "nowhere");

        var (exitCode, printed) = await SiloProcess.RunAsync([.. arguments.Split(' '), "--data", nowhere], Token);

        Assert.Equal(1, exitCode);
        Assert.Contains($"There is no journal in {nowhere}", printed, StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere));
    }

    private static async Task AppendAsync(TemporaryFolder folder, int eventCount)
    {
        await using var journal = new SqliteJournal(
            new SqliteJournalOptions { ConnectionString = $"Data Source={folder.Path}/journal.db", PartitionCount = 16 }, TimeProvider.System);
        await journal.InitializeAsync(Token);
        var writer = await journal.ClaimAsync(journal.Partitioning.PartitionOf(AppendRequests.Key("17850")), "test", Token);

        // Every view can fold these.
        var now = TimeProvider.System.GetUtcNow();
        var frozen = AccountEventCodec.Instance.Encode(new AccountEvent.AccountFrozen("A look at it", now));
        EventData[] events = [AccountEventCodec.Instance.Encode(new AccountEvent.AccountOpened("GBP", 0, now)), .. Enumerable.Repeat(frozen, eventCount - 1)];
        await writer.AppendAsync(
            [new(AppendRequests.Key("17850"), AggregateId.Create("account", "17850/main"), 0, AppendRequests.Context(), [.. events])], published: 0, Token);
    }

    /// <summary>As a view does that has a bug.</summary>
    private static async Task ParkAsync(TemporaryFolder folder, PartitionKey key)
    {
        await using var stores = await StoresOnly.OpenAsync(Settings(folder), Token);
        var store = stores.Services.GetRequiredService<IReadModelStore>();
        var model = await stores.Services.GetRequiredService<ProjectionVersions>().FindActiveAsync("customer-orders", Token);
        var row = Assert.Single(await store.LoadAsync([new(model, key)], Token));
        Assert.NotNull(row);
        await store.ParkAsync(new(model, key), row with { Parking = new(row.Position, "order-placed", "a bug in the fold", TimeProvider.System.GetUtcNow()) }, Token);
    }

    /// <summary>As a reactor does that has a bug, and as a later version does that wrote what this one cannot read.</summary>
    private static async Task ParkAsync(TemporaryFolder folder, TransferId transfer)
    {
        await using var stores = await StoresOnly.OpenAsync(Settings(folder), Token);
        var journal = stores.Services.GetRequiredService<IJournal>();
        var requested = (await journal.ReadKeyAsync(transfer.PartitionKey, 1, 100, Token)).First(recorded => recorded.Aggregate == transfer.Aggregate);
        await ChangeReactorsAsync(
            folder,
            $"""
            INSERT INTO reactor_parked (partition, reactor, process, key, position, type, error, is_transient, since_us)
            VALUES ({requested.Partition}, 'transfers', '{transfer.Aggregate}', '{transfer.PartitionKey}', {requested.Position}, '{requested.Type}', 'a bug', 0, 0);
            INSERT INTO reactor_due (partition, id, due_us, target, command, argument) VALUES (0, 'the bell', 1, 'account/17850/main', 'ring-a-bell', 'the bell');
            """);
        await using var silo = await StartAsync(folder);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (!(await silo.Processes.ReadParkedAsync(deadline.Token)).Any(parked => parked.Process == "the bell")) await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
    }

    private static Task MendAsync(TemporaryFolder folder) => ChangeReactorsAsync(folder, "UPDATE reactor_due_unreadable SET command = 'expire-hold'");

    private static async Task ChangeReactorsAsync(TemporaryFolder folder, string sql)
    {
        await using var database = SqliteFactory.Instance.CreateDataSource($"Data Source={EmbeddedDataFolder.ReactorsFile(folder.Path)}");
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static Task<(int ExitCode, string Printed)> RunAsync(string arguments, TemporaryFolder folder) =>
        SiloProcess.RunAsync([.. arguments.Split(' '), "--data", folder.Path], Token);

    private static Task<ShortSilo> StartAsync(TemporaryFolder folder) => ShortSilo.StartAsync(Settings(folder), Token);

    private static Dictionary<string, string?> Settings(TemporaryFolder folder) => new() { ["CommandProcessor:Data"] = folder.Path };
}
