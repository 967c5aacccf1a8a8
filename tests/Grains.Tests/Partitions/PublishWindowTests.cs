using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Partitions;

namespace CommandProcessor.Grains.Tests.Partitions;

public sealed class PublishWindowTests
{
    private readonly PublishWindow _window = new(published: 0, head: 0, bufferCountMax: 4);

    [Fact]
    public void Committed_events_are_taken_in_order()
    {
        _window.Commit(Events(1, 2));
        _window.Commit(Events(3, 3));

        Assert.Equal([1, 2], Positions(_window.Take(2)));
        Assert.Equal([3], Positions(_window.Take(2)));
        Assert.Equal(4, _window.Next);
    }

    [Fact]
    public void What_the_buffer_has_no_room_for_is_left_to_the_journal_and_leaves_no_hole()
    {
        _window.Commit(Events(1, 3));
        _window.Commit(Events(4, 6));
        _window.Commit(Events(7, 7));

        Assert.Equal([1, 2, 3], Positions(_window.Take(10)));
        Assert.Empty(_window.Take(10));
        _window.Sending(Events(4, 7));
        _window.Commit(Events(8, 8));

        Assert.Equal([8], Positions(_window.Take(10)));
    }

    [Fact]
    public void An_old_tail_is_read_from_the_journal_before_new_events_are_buffered()
    {
        var window = new PublishWindow(published: 5, head: 9, bufferCountMax: 10);

        window.Commit(Events(10, 10));

        Assert.Empty(window.Take(10));
        Assert.Equal(6, window.Next);
        window.Sending(Events(6, 10));
        window.Commit(Events(11, 11));
        Assert.Equal([11], Positions(window.Take(10)));
    }

    [Fact]
    public void The_watermark_only_moves_forward()
    {
        _window.Commit(Events(1, 4));
        _window.Take(4);

        _window.Acknowledge(3);
        _window.Acknowledge(2);

        Assert.Equal(3, _window.Published);
    }

    [Fact]
    public void What_was_not_sent_cannot_be_acknowledged()
    {
        _window.Commit(Events(1, 4));
        _window.Take(2);

        Assert.Throws<InvalidOperationException>(() => _window.Acknowledge(3));
    }

    [Fact]
    public void After_a_failure_everything_behind_the_watermark_is_sent_again()
    {
        _window.Commit(Events(1, 4));
        _window.Take(3);
        _window.Acknowledge(1);

        _window.Rewind();

        Assert.Equal(2, _window.Next);
        Assert.Empty(_window.Take(10));
        _window.Sending(Events(2, 4));
    }

    [Fact]
    public void A_failure_before_anything_was_sent_keeps_the_buffer()
    {
        _window.Commit(Events(1, 4));

        _window.Rewind();

        Assert.Equal([1, 2, 3, 4], Positions(_window.Take(10)));
    }

    [Fact]
    public async Task Waiting_ends_when_something_is_committed()
    {
        var waiting = _window.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        _window.Commit(Events(1, 1));

        await waiting;
    }

    [Fact]
    public async Task Draining_ends_when_everything_is_acknowledged()
    {
        _window.Commit(Events(1, 2));
        _window.Take(2);
        var draining = _window.WaitPublishedAsync(TestContext.Current.CancellationToken);

        _window.Acknowledge(1);
        Assert.False(draining.IsCompleted);
        _window.Acknowledge(2);

        await draining;
    }

    private static long[] Positions(List<RecordedEvent> events) => [.. events.Select(item => item.Position)];

    private static List<RecordedEvent> Events(long first, long last) => [.. Enumerable.Range((int)first, (int)(last - first + 1)).Select(position => new RecordedEvent
    {
        Partition = 0,
        Position = position,
        Previous = position - 1,
        Key = PartitionKey.Customer("c"),
        Aggregate = AggregateId.Create("order", "c/1"),
        Version = position,
        Type = "order-confirmed",
        SchemaVersion = 1,
        Context = new() { CommandId = CommandId.New(TimeProvider.System), CorrelationId = default, Principal = "tests" },
        RecordedAt = default,
        Body = default,
        Hash = default,
    })];
}
