using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;
using CommandProcessor.Journal.Sqlite;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Journals;
using CommandProcessor.Testing.Servers;

namespace CommandProcessor.Silo.Tests.Verbs;

/// <summary>Every verb that lasts ends by Ctrl-C and by SIGTERM, soon and in good order.</summary>
public sealed class InterruptedVerbsTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(25);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INT", "watch customer/17850", "none yet")]
    [InlineData("TERM", "watch customer/17850", "none yet")]
    [InlineData("INT", "lag --watch", "customer-orders")]
    [InlineData("TERM", "lag --watch", "customer-orders")]
    public async Task Who_has_seen_enough_ends_it_with_0(string signal, string verb, string shown)
    {
        using var folder = new TemporaryFolder();
        await AppendAsync(folder, eventCount: 1);

        var printed = await EndAsync(signal, shown, exitCode: 0, [.. verb.Split(' '), "--data", folder.Path]);

        Assert.DoesNotContain("   at ", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_rebuild_stops_says_how_to_go_on_and_goes_on(string signal)
    {
        using var folder = new TemporaryFolder();
        await AppendAsync(folder, eventCount: 60_000);

        // Ten by ten it takes many times as long as the first line is waited for, all at once a moment.
        string[] slowly = ["--set", "Projections:BuildPageSize=10", "--set", "Projections:BuildTurnPages=1", "--set", "Projections:BuildSaveEventsMax=10"];
        var printed = await EndAsync(signal, " events, ", exitCode: 1, ["rebuild", "transaction-history", "--data", folder.Path, .. slowly]);
        var (exitCode, goneOn) = await SiloProcess.RunAsync(["rebuild", "transaction-history", "--data", folder.Path], Token);

        Assert.Contains("Stopped.", printed, StringComparison.Ordinal);
        Assert.Contains("rebuild transaction-history", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", printed, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.Contains("transaction-history shows version 3, of 60,000 events", goneOn, StringComparison.Ordinal);
    }

    private static async Task<string> EndAsync(string signal, string shown, int exitCode, string[] arguments)
    {
        await using var verb = SiloProcess.Start(arguments);
        await verb.WaitForOutputAsync(shown, Token);
        await verb.SignalAsync(signal, Token);
        var end = verb.WaitForExitAsync(Token);
        Assert.True(await Task.WhenAny(end, Task.Delay(Soon, Token)) == end, $"It does not end: {verb.Output}");
        Assert.Equal(exitCode, await end);
        return verb.Output;
    }

    private static async Task AppendAsync(TemporaryFolder folder, int eventCount)
    {
        await using var journal = new SqliteJournal(
            new SqliteJournalOptions { ConnectionString = $"Data Source={folder.Path}/journal.db", PartitionCount = 16 }, TimeProvider.System);
        await journal.InitializeAsync(Token);
        var key = PartitionKey.Customer("17850");
        var writer = await journal.ClaimAsync(journal.Partitioning.PartitionOf(key), "test", Token);
        var now = TimeProvider.System.GetUtcNow();
        var frozen = AccountEventCodec.Instance.Encode(new AccountEvent.AccountFrozen("A look at it", now));
        EventData[] events = [AccountEventCodec.Instance.Encode(new AccountEvent.AccountOpened("GBP", 0, now)), .. Enumerable.Repeat(frozen, eventCount - 1)];
        var version = 0L;
        foreach (var group in events.Chunk(4_000))
        {
            await writer.AppendAsync([new(key, AggregateId.Create("account", "17850/main"), version, AppendRequests.Context(), [.. group])], published: 0, Token);
            version += group.Length;
        }
    }
}
