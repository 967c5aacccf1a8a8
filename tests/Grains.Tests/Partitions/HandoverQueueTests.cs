using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Tests.Partitions;

public sealed class HandoverQueueTests
{
    private readonly HandoverQueue _queue = new(new() { QueueCountMax = 5, QueueBytesMax = 1_000, BatchEventCountMax = 4, BatchBytesMax = 500 });
    private readonly List<Handover> _group = [];

    [Fact]
    public void A_group_takes_hand_overs_up_to_the_bound_of_events_and_tears_none_apart()
    {
        Add(events: 2, bytes: 1);
        Add(events: 1, bytes: 1);
        Add(events: 2, bytes: 1);

        Assert.Equal([2, 1], Take());
        Assert.Equal([2], Take());
    }

    [Fact]
    public void A_group_takes_hand_overs_up_to_the_bound_of_bytes()
    {
        Add(events: 1, bytes: 400);
        Add(events: 1, bytes: 400);

        Assert.Equal([1], Take());
        Assert.Equal([1], Take());
    }

    [Fact]
    public void A_hand_over_above_the_bounds_goes_alone()
    {
        Add(events: 9, bytes: 10);
        Add(events: 1, bytes: 10);

        Assert.Equal([9], Take());
    }

    [Fact]
    public void A_full_queue_names_its_bound()
    {
        for (var count = 0; count < 5; count++) Assert.Null(Add(events: 1, bytes: 1));

        Assert.Contains("QueueCountMax", Add(events: 1, bytes: 1), StringComparison.Ordinal);
        Assert.Equal(5, _queue.Count);
    }

    [Fact]
    public void A_queue_with_too_many_bytes_names_its_bound()
    {
        Assert.Null(Add(events: 1, bytes: 400));
        Assert.Null(Add(events: 1, bytes: 400));

        Assert.Contains("QueueBytesMax", Add(events: 1, bytes: 400), StringComparison.Ordinal);
        Take();
        Assert.Null(Add(events: 1, bytes: 400));
    }

    [Fact]
    public void One_that_is_larger_than_the_queue_passes_when_nothing_else_waits()
    {
        Assert.Null(Add(events: 1, bytes: 5_000));
    }

    [Fact]
    public void A_closed_queue_takes_nothing_and_gives_what_it_has()
    {
        Add(events: 1, bytes: 1);
        _queue.Close();

        Assert.NotNull(Add(events: 1, bytes: 1));
        Assert.Equal([1], Take());
        Assert.Equal(0, _queue.Count);
    }

    private string? Add(int events, int bytes)
    {
        var body = new byte[bytes / events];
        ImmutableArray<EventData> data = [.. Enumerable.Repeat(new EventData("order-confirmed", 1, body), events)];
        var context = new CommandContext { CommandId = CommandId.New(TimeProvider.System), CorrelationId = default, Principal = "tests" };
        return _queue.TryAdd(new([new AppendRequest(PartitionKey.Customer("c"), AggregateId.Create("order", "c/1"), 0, context, data)]));
    }

    private int[] Take()
    {
        _group.Clear();
        _queue.MoveTo(_group);
        return [.. _group.Select(handover => handover.EventCount)];
    }
}
