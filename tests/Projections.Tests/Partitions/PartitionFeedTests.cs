using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Tests.Partitions;

public sealed class PartitionFeedTests
{
    private static readonly ProjectionOptions Options = new() { FeedEventsMax = 1_000, FeedLookPeriodMs = 600_000, FeedGapWaitMs = 5 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_read_is_handed_on_while_the_journal_is_away()
    {
        var journal = new MemoryJournal(1);
        var events = new Shop(journal, new(1)).Run(["ada", "bob"], 10);
        journal.IsAway = true;
        using var feed = NewFeed(journal, events);

        var read = await feed.ReadAsync(0, fromPosition: 3, countMax: 5, TimeSpan.Zero, Token);

        Assert.Equal([3, 4, 5, 6, 7], read.Select(recorded => recorded.Position));
        Assert.Same(events[4], feed.Find(0, position: 5));
        Assert.Equal(10, feed.NewestPosition(0));
    }

    [Fact]
    public async Task Who_waits_is_woken_by_the_next_event()
    {
        var journal = new MemoryJournal(1);
        var events = new Shop(journal, new(1)).Run(["ada"], 2);
        journal.IsAway = true;
        using var feed = NewFeed(journal, [events[0]]);

        var waiting = feed.ReadAsync(0, fromPosition: 2, countMax: 5, TimeSpan.FromMinutes(1), Token);
        Assert.False(waiting.IsCompleted);
        feed.Add(events[1]);

        Assert.Same(events[1], Assert.Single(await waiting));
    }

    [Fact]
    public async Task What_is_no_longer_kept_is_read_from_the_journal()
    {
        var journal = new MemoryJournal(1);
        var events = new Shop(journal, new(1)).Run(["ada", "bob"], Options.FeedEventsMax + 3);
        using var feed = NewFeed(journal, events);

        Assert.Null(feed.Find(0, position: 3));
        Assert.NotNull(feed.Find(0, position: 4));
        var read = await feed.ReadAsync(0, fromPosition: 1, countMax: 3, TimeSpan.Zero, Token);
        Assert.Equal([1, 2, 3], read.Select(recorded => recorded.Position));
    }

    [Fact]
    public async Task What_comes_again_late_or_out_of_order_is_handed_on_once_and_in_order()
    {
        var journal = new MemoryJournal(1);
        var events = new Shop(journal, new(1)).Run(["ada", "bob"], 20);
        journal.IsAway = true;
        using var feed = NewFeed(journal, events.Reverse().Concat(events));

        var read = await feed.ReadAsync(0, fromPosition: 1, countMax: 100, TimeSpan.Zero, Token);

        Assert.Equal(events.Select(recorded => recorded.Position), read.Select(recorded => recorded.Position));
    }

    private static PartitionFeed NewFeed(MemoryJournal journal, IEnumerable<RecordedEvent> read)
    {
        var feed = new PartitionFeed(journal, TimeProvider.System, Microsoft.Extensions.Options.Options.Create(Options));
        foreach (var recorded in read) feed.Add(recorded);
        return feed;
    }
}
