using System.Text;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Testing.Journals;
using static CommandProcessor.Testing.Journals.AppendRequests;

namespace CommandProcessor.Journal.Tests;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task What_was_appended_is_read_back_in_every_field()
    {
        var context = new CommandContext
        {
            CommandId = CommandId.New(TimeProvider.System),
            CausationId = Guid.NewGuid(),
            CorrelationId = Guid.NewGuid(),
            Principal = "Søren 🛒",
            TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        };
        var data = new EventData("order-placed", 3, Encoding.UTF8.GetBytes("""{ "note": "naïve — 漢字 \u0000 🙂",   "sum": 1.10 }"""));
        var writer = await ClaimAsync("ann");

        var results = await writer.AppendAsync([new(Key("ann"), Order("ann", 1), 0, context, [data]), Request("ann", 1, 1, 2)], 0, Cancellation);

        var events = results.SelectMany(Appended).ToList();
        Assert.Equal([1, 2, 3], events.Select(recorded => recorded.Position));
        Assert.Equal([0, 1, 2], events.Select(recorded => recorded.Previous));
        Assert.Equal([1, 2, 3], events.Select(recorded => recorded.Version));
        Assert.Equal(context, events[0].Context);
        Assert.Equal(0, events[0].RecordedAt.Ticks % TimeSpan.TicksPerMicrosecond);
        AssertSame(events, await ReadAllAsync(PartitionOf("ann")));
        AssertSame(events, await Journal.ReadAggregateAsync(Key("ann"), Order("ann", 1), 1, 10, Cancellation));
        AssertSame(events, await Journal.ReadKeyAsync(Key("ann"), 1, 10, Cancellation));
    }

    [Fact]
    public async Task Reads_begin_where_told_and_end_at_the_count()
    {
        var writer = await ClaimAsync("ann");
        await writer.AppendAsync([Request("ann", 1, 0, 5), Request("ann", 2, 0, 5), Request("ann", 1, 5, 5)], 0, Cancellation);

        var partition = await Journal.ReadPartitionAsync(writer.Partition, 4, 3, Cancellation);
        var aggregate = await Journal.ReadAggregateAsync(Key("ann"), Order("ann", 1), 5, 3, Cancellation);
        var key = await Journal.ReadKeyAsync(Key("ann"), 9, 100, Cancellation);
        var nothing = await Journal.ReadKeyAsync(Key("nobody"), 1, 100, Cancellation);

        Assert.Equal([4, 5, 6], partition.Select(recorded => recorded.Position));
        Assert.Equal([5, 6, 7], aggregate.Select(recorded => recorded.Version));
        Assert.Equal([9, 10, 11, 12, 13, 14, 15], key.Select(recorded => recorded.Position));
        Assert.Empty(nothing);
    }

    [Fact]
    public async Task Previous_points_to_the_event_before_it_with_the_same_key()
    {
        var (first, second) = TwoCustomersOfOnePartition();
        var writer = await ClaimAsync(first);

        await writer.AppendAsync([Request(first, 1, 0), Request(second, 1, 0), Request(first, 2, 0, 2)], 0, Cancellation);
        await writer.AppendAsync([Request(second, 1, 1), Request(first, 1, 1)], 0, Cancellation);
        writer = await ClaimAsync(first);
        await writer.AppendAsync([Request(second, 1, 2), Request(first, 1, 2)], 0, Cancellation);

        Assert.Equal([0, 0, 1, 3, 2, 4, 5, 6], (await ReadAllAsync(writer.Partition)).Select(recorded => recorded.Previous));
    }

    [Fact]
    public async Task A_wrong_expected_version_is_a_conflict_and_the_rest_of_the_group_is_appended()
    {
        var writer = await ClaimAsync("ann");
        await writer.AppendAsync([Request("ann", 1, 0, 3)], 0, Cancellation);

        var results = await writer.AppendAsync(
            [Request("ann", 1, 2), Request("ann", 2, 0), Request("ann", 1, 4), Request("ann", 3, 1), Request("ann", 1, 3), Request("ann", 1, 3)], 0, Cancellation);

        Assert.Equal(3, Conflict(results[0]));
        Assert.Equal(4, Appended(results[1]).Single().Position);
        Assert.Equal(3, Conflict(results[2]));
        Assert.Equal(0, Conflict(results[3]));
        Assert.Equal(5, Appended(results[4]).Single().Position);
        Assert.Equal(4, Conflict(results[5]));
        Assert.Equal(5, writer.Head);
    }

    /// <summary>It was decided on events that are not there, though its aggregate may have come to the expected version by others.</summary>
    [Fact]
    public async Task What_rests_on_a_request_that_is_left_out_is_left_out_too()
    {
        var writer = await ClaimAsync("ann");
        await writer.AppendAsync([Request("ann", 1, 0, 3)], 0, Cancellation);

        var results = await writer.AppendAsync(
            [
                Request("ann", 1, 2), Resting("ann", 1, 3), Resting("ann", 1, 4),
                Request("ann", 2, 0), Resting("ann", 2, 1, 2), Resting("ann", 2, 3),
                Request("ann", 1, 3),
            ], 0, Cancellation);

        Assert.Equal([3, 3, 3], results.Take(3).Select(Conflict));
        Assert.Equal([4, 5, 6, 7, 8], results.Skip(3).SelectMany(Appended).Select(recorded => recorded.Position));
        Assert.Equal(4, (await Journal.ReadAggregateAsync(Key("ann"), Order("ann", 1), 1, 10, Cancellation)).Count);
    }

    /// <summary>What it believed to be new is found to be there only by the store.</summary>
    [Fact]
    public async Task What_rests_on_a_request_whose_version_the_store_knows_to_be_taken_is_left_out_too()
    {
        var before = await ClaimAsync("ann");
        await before.AppendAsync([Request("ann", 1, 0)], 0, Cancellation);
        await using var forgetful = Open(PartitionCount, options => options.WarmEventCountMax = 0);
        var writer = await forgetful.ClaimAsync(before.Partition, Owner, Cancellation);

        var results = await writer.AppendAsync([Request("ann", 1, 0), Resting("ann", 1, 1), Request("ann", 2, 0)], 0, Cancellation);

        Assert.Equal([1, 1], results.Take(2).Select(Conflict));
        Assert.Equal(2, Appended(results[2]).Single().Position);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    public async Task A_cold_writer_finds_conflicts_too(int warmEventCountMax)
    {
        var before = await ClaimAsync("ann");
        await before.AppendAsync([Request("ann", 1, 0, 3), Request("ann", 2, 0, 2)], 0, Cancellation);
        await using var other = Open(PartitionCount, options => options.WarmEventCountMax = warmEventCountMax);
        var writer = await other.ClaimAsync(before.Partition, Owner, Cancellation);

        var results = await writer.AppendAsync(
            [Request("ann", 1, 0), Request("ann", 3, 0), Request("ann", 2, 3), Request("ann", 2, 2), Request("ann", 4, 7)], 0, Cancellation);

        Assert.Equal(3, Conflict(results[0]));
        Assert.Equal(6, Appended(results[1]).Single().Position);
        Assert.Equal(2, Conflict(results[2]));
        Assert.Equal((7, 6), (Appended(results[3]).Single().Position, Appended(results[3]).Single().Previous));
        Assert.Equal(0, Conflict(results[4]));
        await AssertVerifiedAsync();
    }

    [Fact]
    public async Task A_writer_that_forgets_goes_on_rightly()
    {
        await using var forgetful = Open(PartitionCount, options => (options.GroupEventCountMax, options.RecentCountMax) = (10, 20));
        var customers = CustomersOf(0).Take(60).ToList();
        var writer = await forgetful.ClaimAsync(0, Owner, Cancellation);

        for (var version = 0; version < 3; version++)
            foreach (var group in customers.Chunk(7))
                Assert.All(await writer.AppendAsync([.. group.Select(customer => Request(customer, 1, version))], 0, Cancellation), result => Appended(result));

        Assert.Equal(180, writer.Head);
        await AssertVerifiedAsync();
    }

    [Fact]
    public async Task The_published_watermark_is_stored_with_an_append_and_alone()
    {
        var writer = await ClaimAsync("ann");
        await writer.AppendAsync([Request("ann", 1, 0, 5)], 0, Cancellation);

        await writer.AppendAsync([Request("ann", 1, 5)], 3, Cancellation);
        var afterAppend = await Journal.GetStateAsync(writer.Partition, Cancellation);
        await writer.SavePublishedAsync(6, Cancellation);
        var afterSave = await Journal.GetStateAsync(writer.Partition, Cancellation);

        Assert.Equal((6, 3), (afterAppend.Head, afterAppend.Published));
        Assert.Equal((6, 6), (afterSave.Head, afterSave.Published));
        Assert.Equal(6, (await ClaimAsync("ann")).Published);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => writer.SavePublishedAsync(7, Cancellation));
    }

    [Fact]
    public async Task A_command_is_found_by_its_last_event_within_its_aggregate_only()
    {
        var id = CommandId.New(TimeProvider.System);
        var writer = await ClaimAsync("ann");
        await writer.AppendAsync(
            [Request("ann", 1, 0, 2), new(Key("ann"), Order("ann", 1), 2, Context(id), Events(3)), Request("ann", 1, 5)], 0, Cancellation);

        var found = await Journal.FindCommandAsync(Key("ann"), Order("ann", 1), id, Cancellation);

        Assert.Equal(5, found?.Version);
        Assert.Null(await Journal.FindCommandAsync(Key("ann"), Order("ann", 2), id, Cancellation));
        Assert.Null(await Journal.FindCommandAsync(Key("ann"), Order("ann", 1), CommandId.New(TimeProvider.System), Cancellation));
    }

    [Fact]
    public async Task The_keys_of_a_partition_are_read_in_pages_in_order()
    {
        var customers = CustomersOf(1).Take(25).ToList();
        var writer = await Journal.ClaimAsync(1, Owner, Cancellation);
        await writer.AppendAsync([.. customers.Select(customer => Request(customer, 1, 0, 3))], 0, Cancellation);

        var keys = new List<PartitionKey>();
        while (await Journal.ReadKeysAsync(1, keys.Count == 0 ? null : keys[^1], 10, Cancellation) is { Count: > 0 } page) keys.AddRange(page);

        Assert.Equal(customers.Select(customer => Key(customer).Value).Order(StringComparer.Ordinal), keys.Select(key => key.Value));
        Assert.Empty(await Journal.ReadKeysAsync(2, null, 10, Cancellation));
    }

    private IEnumerable<string> CustomersOf(int partition) =>
        Enumerable.Range(0, int.MaxValue).Select(number => $"c{number}").Where(customer => PartitionOf(customer) == partition);

    private (string First, string Second) TwoCustomersOfOnePartition()
    {
        var two = CustomersOf(0).Take(2).ToList();
        return (two[0], two[1]);
    }
}
