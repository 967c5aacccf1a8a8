using CommandProcessor.Testing.Journals;
using static CommandProcessor.Testing.Journals.AppendRequests;

namespace CommandProcessor.Journal.Tests;

public abstract partial class JournalConformance
{
    /// <summary>{0} is the table of the partition's events.</summary>
    public static TheoryData<string, string> Tamperings => new()
    {
        { "UPDATE {0} SET body = '{{\"quantity\":2}}' WHERE position = 7", "7: its hash is not that" },
        { "UPDATE {0} SET principal = 'nobody' WHERE position = 7", "7: its hash is not that" },
        { "UPDATE {0} SET recorded_at = recorded_at + 1 WHERE position = 7", "7: its hash is not that" },
        { "UPDATE {0} SET traceparent = '' WHERE position = 7", "7: its hash is not that" },
        { "UPDATE {0} SET causation_id = correlation_id WHERE position = 7", "7: its hash is not that" },
        { "UPDATE {0} SET schema_version = 2 WHERE position = 7", "7: its hash is not that" },
        { "UPDATE {0} SET previous = 1 WHERE position = 7", "7: previous is 1; expected 6" },
        { "UPDATE {0} SET version = 99 WHERE position = 10", "10: version is 99; expected 10" },
        { "UPDATE {0} SET partition_key = 'customer' WHERE position = 7", "is damaged" },
        { "DELETE FROM {0} WHERE position = 7", "8: position is 8; expected 7" },
        { "DELETE FROM {0} WHERE position = 1", "2: position is 2; expected 1" },
        { "DELETE FROM {0} WHERE position = 10", "9: the last event, where the partition's row says 10" },
        { "DELETE FROM {0}", "0: the last event, where the partition's row says 10" },
        { "UPDATE {0} SET position = 11 WHERE position = 10", "11: an event after the head 10" },
        {
            "INSERT INTO {0} SELECT partition, schema_version, 11, 10, 11, recorded_at, command_id, causation_id, correlation_id, partition_key, " +
            "aggregate, type, principal, traceparent, body, hash FROM {0} WHERE position = 10",
            "11: an event after the head 10"
        },
        { "UPDATE journal_partition SET hash = (SELECT hash FROM {0} WHERE position = 9) WHERE head = 10", "10: its hash is not that of the partition's row" },
    };

    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task A_verification_finds_what_was_tampered_with(string tampering, string expected)
    {
        var writer = await ClaimAsync("ann");
        await writer.AppendAsync([Request("ann", 1, 0, 10)], 0, Cancellation);
        await AssertVerifiedAsync();

        await TamperAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, tampering, Sql.SqlStatements.EventTable(writer.Partition)));

        Assert.Contains(await VerifyAsync(), fault => fault.ToString().Contains(expected, StringComparison.Ordinal) && fault.Partition == writer.Partition);
    }

    [Fact]
    public async Task A_verification_while_events_come_finds_nothing_wrong()
    {
        var writer = await ClaimAsync("ann");
        var verifier = new JournalVerifier(Journal);
        await writer.AppendAsync([Request("ann", 1, 0, 2_500)], 0, Cancellation);
        using var enough = new CancellationTokenSource();

        var writing = Task.Run(async () =>
        {
            for (var order = 2; !enough.IsCancellationRequested; order++) await writer.AppendAsync([Request("ann", order, 0, 5)], 0, Cancellation);
        }, Cancellation);
        var reports = new List<PartitionReport>();
        for (var i = 0; i < 20; i++) reports.Add(await verifier.VerifyAsync(writer.Partition, null, Cancellation));
        await enough.CancelAsync();
        await writing;

        Assert.All(reports, report => Assert.Empty(report.Faults));
        Assert.All(reports, report => Assert.Equal(report.Head, report.EventCount));
        Assert.True(reports[^1].Head > reports[0].Head);
    }

    [Fact]
    public async Task A_command_that_was_carried_out_twice_is_found()
    {
        var writer = await ClaimAsync("ann");
        var first = Request("ann", 1, 0, 2);
        await writer.AppendAsync([first, Request("ann", 2, 0, 1) with { Context = first.Context }], 0, Cancellation); // Another aggregate's is its own.
        await writer.AppendAsync([Request("ann", 1, 2, 1)], 0, Cancellation);
        await AssertVerifiedAsync();

        await writer.AppendAsync([Request("ann", 1, 3, 2) with { Context = first.Context }], 0, Cancellation);

        Assert.Equal(
            $"{writer.Partition}@5: command {first.Context.CommandId} has left events in {first.Aggregate} before", Assert.Single(await VerifyAsync()).ToString());
    }

    [Fact]
    public async Task A_verification_names_a_bounded_number_of_faults()
    {
        var writer = await ClaimAsync("ann");
        await writer.AppendAsync([Request("ann", 1, 0, 500)], 0, Cancellation);

        await TamperAsync($"UPDATE {Sql.SqlStatements.EventTable(writer.Partition)} SET type = 'other'");

        Assert.Equal(JournalVerifier.FaultCountMax, (await VerifyAsync()).Count);
    }
}
