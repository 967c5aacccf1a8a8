using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Tests.Runtime;

/// <summary>A query of a key ends in its time, whatever hangs, and says how far the read model is behind.</summary>
public sealed class QueryDeadlineTests
{
    private const string Ada = "ada";
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(150);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_journal_that_hangs_it_tells_what_is_asked_for_and_how_far_behind_that_it_is()
    {
        await using var side = await ReadSide.OpenAsync(journal: new MemoryJournal(1));
        using var key = side.Activate(Ada);
        await key.DeliverAsync([side.Journal.Append(new OrderId(Ada, "1"), Sample.Placed())]);
        await key.GetHeadAsync(new(1), Token);
        side.Journal.BeforeRead = _ => Task.Delay(Timeout.Infinite, Token);

        var refused = await Assert.ThrowsAsync<QueryRetryException>(() => key.GetHeadAsync(new(4, Short), Token).AsTask());

        Assert.Equal("customer-orders.v2 of customer/ada stands at 0@1 and is 3 events behind 0@4, which is asked for. The time for it, 150 ms, is over.", refused.Message);
    }

    [Fact]
    public async Task With_the_journal_away_it_tells_the_same()
    {
        await using var side = await ReadSide.OpenAsync(journal: new MemoryJournal(1));
        using var key = side.Activate(Ada);
        await key.DeliverAsync([side.Journal.Append(new OrderId(Ada, "1"), Sample.Placed())]);
        await key.GetHeadAsync(new(1), Token);
        side.Journal.IsAway = true;

        var refused = await Assert.ThrowsAsync<QueryRetryException>(() => key.GetItemAsync("1", new(4, Short), Token));

        Assert.Equal("customer-orders.v2 of customer/ada stands at 0@1 and is 3 events behind 0@4, which is asked for. The journal is away.", refused.Message);
    }

    [Fact]
    public async Task One_that_waited_at_an_event_tells_since_when()
    {
        await using var side = await ReadSide.OpenAsync(new() { FillPageSize = 1 }, new MemoryJournal(1));
        using var key = side.Activate(Ada);
        await key.GetHeadAsync(AtLeast.Anything, Token);
        var broken = side.Journal.Append(PartitionKey.Customer(Ada), new OrderId(Ada, "1").Aggregate, new("order-teleported", 1, "{}"u8.ToArray()));
        await key.DeliverAsync([broken]);
        side.Journal.Append(new OrderId(Ada, "2"), Sample.Placed());
        side.Journal.Repair(broken, OrderEventCodec.Instance.Encode(Sample.Placed()));
        side.Journal.GoAwayAfter(2); // The event is folded, and what came after it cannot be read.
        await Assert.ThrowsAsync<Journal.JournalException>(key.RedriveAsync);

        var refused = await Assert.ThrowsAsync<QueryRetryException>(() => key.GetHeadAsync(new(2, Short), Token).AsTask());

        Assert.StartsWith("customer-orders.v2 of customer/ada stands at 0@1 and is 1 events behind 0@2, which is asked for. It waits since ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_does_not_wait_for_a_database_that_hangs()
    {
        await using var side = await ReadSide.OpenAsync(new() { ItemsInMemoryMax = 1 });
        using var key = side.Activate(Ada);
        for (var number = 0; number < 4; number++) side.Journal.Append(new OrderId(Ada, $"{number}"), Sample.Placed(minute: number));
        await key.DeliverAsync(side.Journal.Of(PartitionKey.Customer(Ada)));
        await key.GetPageAsync(head => head.CategoriesOf(null, null), null, 2, AtLeast.Anything, Token);
        side.Store.BeforePage = () => Task.Delay(Timeout.Infinite, Token);

        var refused = await Assert.ThrowsAsync<QueryRetryException>(() => key.GetPageAsync(head => head.CategoriesOf(null, null), null, 2, new(0, Short), Token));

        Assert.Contains("The time for it, 150 ms, is over.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_memory_has_needs_no_time()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.Activate(Ada);
        var placed = side.Journal.Append(new OrderId(Ada, "1"), Sample.Placed());
        await key.DeliverAsync([placed]);
        await key.GetHeadAsync(AtLeast.Anything, Token);

        Assert.True(key.GetHeadAsync(new(placed.Position, TimeSpan.Zero), Token).AsTask().IsCompletedSuccessfully);
        Assert.True(key.GetItemAsync("1", new(placed.Position, TimeSpan.Zero), Token).IsCompletedSuccessfully);
        await Assert.ThrowsAsync<QueryRetryException>(() => key.GetHeadAsync(new(placed.Position + 1, TimeSpan.Zero), Token).AsTask());
    }

    [Fact]
    public async Task As_long_as_nothing_changes_the_answer_is_the_same_object()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.Activate(Ada);
        await key.DeliverAsync([side.Journal.Append(new OrderId(Ada, "1"), Sample.Placed())]);
        var first = await key.GetHeadAsync(AtLeast.Anything, Token);

        var same = await key.GetHeadAsync(AtLeast.Anything, Token);
        await key.DeliverAsync([side.Journal.Append(new OrderId(Ada, "1"), Sample.Confirmed)]);
        var other = await key.GetHeadAsync(AtLeast.Anything, Token);

        Assert.Same(first, same);
        Assert.NotSame(first, other);
        Assert.True(other.Position > first.Position);
    }
}
