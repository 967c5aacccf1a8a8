using CommandProcessor.Journal.Postgres;
using CommandProcessor.Testing.Databases;
using CommandProcessor.Testing.Journals;
using CommandProcessor.Testing.Servers;
using Npgsql;
using static CommandProcessor.Testing.Journals.AppendRequests;

namespace CommandProcessor.Journal.Tests;

/// <summary>What only PostgreSQL can do to a journal: spread it over databases, cut connections, crash, refuse a password.</summary>
[Trait("Category", "Postgres")]
public sealed class PostgresFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData]
    [InlineData("0-2", "3-4", "5")]
    public async Task Partitions_spread_over_several_databases(params string[] ranges)
    {
        Assert.SkipUnless(PostgresDatabase.IsAvailable, PostgresDatabase.SkipReason);
        await using var first = await PostgresDatabase.CreateAsync(Cancellation);
        await using var second = await PostgresDatabase.CreateAsync(Cancellation);
        await using var third = await PostgresDatabase.CreateAsync(Cancellation);
        PostgresJournalOptions Options(params PostgresDatabase[] databases) => new()
        {
            ConnectionStrings = [.. databases.Select(database => database.ConnectionString)], PartitionRanges = ranges, PartitionCount = 6,
        };

        await using var journal = new PostgresJournal(Options(first, second, third), TimeProvider.System);
        await journal.InitializeAsync(Cancellation);
        foreach (var customer in Enumerable.Range(0, 50).Select(number => $"c{number}"))
        {
            var writer = await journal.ClaimAsync(journal.Partitioning.PartitionOf(Key(customer)), "test", Cancellation);
            await writer.AppendAsync([Request(customer, 1, 0, 2)], 0, Cancellation);
            Assert.Equal(2, (await journal.ReadKeyAsync(Key(customer), 1, 10, Cancellation)).Count);
        }

        foreach (var partition in Enumerable.Range(0, 6))
            Assert.Empty((await new JournalVerifier(journal).VerifyAsync(partition, null, Cancellation)).Faults);
        await using var swapped = new PostgresJournal(Options(second, first, third), TimeProvider.System);
        await Assert.ThrowsAsync<JournalMismatchException>(() => swapped.InitializeAsync(Cancellation));
        await using var alone = new PostgresJournal(
            new() { ConnectionStrings = [first.ConnectionString], PartitionCount = 6 }, TimeProvider.System);
        await Assert.ThrowsAsync<JournalMismatchException>(() => alone.InitializeAsync(Cancellation));
    }

    [Fact]
    public async Task A_mismatch_in_one_database_leaves_the_others_untouched()
    {
        Assert.SkipUnless(PostgresDatabase.IsAvailable, PostgresDatabase.SkipReason);
        await using var empty = await PostgresDatabase.CreateAsync(Cancellation);
        await using var used = await PostgresDatabase.CreateAsync(Cancellation);
        await using var old = new PostgresJournal(new() { ConnectionStrings = [used.ConnectionString], PartitionCount = 6 }, TimeProvider.System);
        await old.InitializeAsync(Cancellation);

        await using var journal = new PostgresJournal(
            new() { ConnectionStrings = [empty.ConnectionString, used.ConnectionString], PartitionCount = 6 }, TimeProvider.System);
        await Assert.ThrowsAsync<JournalMismatchException>(() => journal.InitializeAsync(Cancellation));

        var absent = await Assert.ThrowsAsync<PostgresException>(() => empty.ExecuteAsync("SELECT 1 FROM journal_event", Cancellation));
        Assert.Equal(PostgresErrorCodes.UndefinedTable, absent.SqlState);
    }

    [Fact]
    public async Task A_connection_cut_during_an_append_leaves_the_outcome_unknown_and_nothing_half_done()
    {
        Assert.SkipUnless(PostgresDatabase.IsAvailable, PostgresDatabase.SkipReason);
        await using var database = await PostgresDatabase.CreateAsync(Cancellation);
        await using var journal = new PostgresJournal(new() { ConnectionStrings = [database.ConnectionString], PartitionCount = 1 }, TimeProvider.System);
        await journal.InitializeAsync(Cancellation);
        var writer = await journal.ClaimAsync(0, "test", Cancellation);

        var append = await BlockedAppendAsync(database, writer, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");

        var failed = await Assert.ThrowsAsync<JournalException>(() => append);
        Assert.Equal((true, true), (failed.IsTransient, failed.IsOutcomeUnknown));
        writer = await journal.ClaimAsync(0, "test", Cancellation);
        Assert.Equal(0, writer.Head);
        await writer.AppendAsync([Request("ann", 1, 0)], 0, Cancellation);
    }

    [Fact]
    public async Task A_statement_that_the_server_cancels_is_known_not_to_have_happened()
    {
        Assert.SkipUnless(PostgresDatabase.IsAvailable, PostgresDatabase.SkipReason);
        await using var database = await PostgresDatabase.CreateAsync(Cancellation);
        await using var journal = new PostgresJournal(new() { ConnectionStrings = [database.ConnectionString], PartitionCount = 1 }, TimeProvider.System);
        await journal.InitializeAsync(Cancellation);
        var writer = await journal.ClaimAsync(0, "test", Cancellation);

        var append = await BlockedAppendAsync(database, writer, "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");

        var failed = await Assert.ThrowsAsync<JournalException>(() => append);
        Assert.Equal((true, false), (failed.IsTransient, failed.IsOutcomeUnknown));
    }

    [Fact]
    public async Task A_wrong_password_and_a_missing_database_are_not_worth_a_retry_and_a_missing_server_is()
    {
        Assert.SkipUnless(PostgresDatabase.IsAvailable, PostgresDatabase.SkipReason);
        await using var database = await PostgresDatabase.CreateAsync(Cancellation);
        async Task<JournalException> FailAsync(Action<NpgsqlConnectionStringBuilder> change)
        {
            var text = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            change(text);
            await using var journal = new PostgresJournal(new() { ConnectionStrings = [text.ConnectionString] }, TimeProvider.System);
            return await Assert.ThrowsAsync<JournalException>(() => journal.InitializeAsync(Cancellation));
        }

        Assert.False((await FailAsync(text => text.Username = "nobody-of-this-name")).IsTransient);
        Assert.False((await FailAsync(text => text.Database = "nothing-of-this-name")).IsTransient);
        Assert.True((await FailAsync(text => (text.Host, text.Port) = ("127.0.0.1", 1))).IsTransient);
    }

    [Fact]
    public async Task A_crash_of_the_server_loses_nothing_that_was_acknowledged()
    {
        Assert.SkipWhen(TestServers.WhyNoOwnServers is not null, TestServers.WhyNoOwnServers ?? "");
        await using var server = await PostgresServer.StartAsync(Cancellation);
        await using var journal = new PostgresJournal(new() { ConnectionStrings = [server.ConnectionString], PartitionCount = 2 }, TimeProvider.System);
        await journal.InitializeAsync(Cancellation);
        var acknowledged = 0;

        for (var crash = 0; crash < 3; crash++)
        {
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writing = Task.Run(async () =>
            {
                var partition = journal.Partitioning.PartitionOf(Key("ann"));
                var writer = await journal.ClaimAsync(partition, "test", Cancellation);
                while (true)
                {
                    await writer.AppendAsync([Request("ann", (crash * 1_000_000) + acknowledged, 0, 3)], 0, Cancellation);
                    if (++acknowledged % 100 == 0) enough.TrySetResult();
                }
            }, Cancellation);
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
            await server.CrashAsync(Cancellation);
            var failed = await Assert.ThrowsAsync<JournalException>(() => writing);
            Assert.True(failed.IsTransient);
            await server.StartAgainAsync(Cancellation);
        }

        var state = await journal.GetStateAsync(journal.Partitioning.PartitionOf(Key("ann")), Cancellation);
        Assert.InRange(state.Head, 3 * acknowledged, 3 * (acknowledged + 3));
        Assert.Empty((await new JournalVerifier(journal).VerifyAsync(state.Partition, null, Cancellation)).Faults);
    }

    /// <summary>Starts an append that waits for the partition's row, and does something to it while it waits.</summary>
    private static async Task<Task> BlockedAppendAsync(PostgresDatabase database, IPartitionWriter writer, string sql)
    {
        await using var blocker = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await blocker.OpenAsync(Cancellation);
        await using var transaction = await blocker.BeginTransactionAsync(Cancellation);
        await using var take = new NpgsqlCommand("SELECT 1 FROM journal_partition FOR UPDATE", blocker);
        await take.ExecuteNonQueryAsync(Cancellation);

        var append = writer.AppendAsync([Request("ann", 1, 0)], 0, Cancellation);
        var deadline = TimeProvider.System.GetTimestamp();
        await using var waiting = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()", blocker);
        while (await waiting.ExecuteScalarAsync(Cancellation) is not 1L)
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(30), "The append does not wait for the row.");

        await database.ExecuteAsync(sql + " AND datname = current_database()", Cancellation);
        _ = append.ContinueWith(_ => { }, TaskScheduler.Default);
        while (!append.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(30), "The append does not end.");
            await Task.Yield();
        }

        await transaction.RollbackAsync(Cancellation);
        return append;
    }
}
