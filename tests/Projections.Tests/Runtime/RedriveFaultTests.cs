using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests.Runtime;

/// <summary>Whatever fails while a parked read model is tried again: memory and row agree on whether it waits, and it goes on in the end.</summary>
public sealed class RedriveFaultTests
{
    private const string Ada = "ada";
    private static readonly PartitionKey Key = PartitionKey.Customer(Ada);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static EventData Broken => new("order-teleported", 1, "{}"u8.ToArray());

    [Fact]
    public async Task With_the_journal_away_it_waits_as_before()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.Activate(Ada);
        var broken = await ParkAsync(side, key);
        Repair(side, broken);
        side.Journal.IsAway = true;

        await Assert.ThrowsAsync<JournalException>(key.RedriveAsync);

        Assert.NotNull((await key.GetHeadAsync(AtLeast.Anything, Token)).StaleSince);
        Assert.Equal(broken.Position, (await side.Store.FindAsync(Models.Of(Ada), Token))?.Parking?.Position);
        side.Journal.IsAway = false;
        await GoesOnAsync(side, key);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task With_the_journal_lost_half_way_it_says_that_it_is_stale_and_goes_on_with_the_next_event(int readCount)
    {
        await using var side = await ReadSide.OpenAsync(new() { FillPageSize = 1 });
        using var key = side.Activate(Ada);
        var broken = await ParkAsync(side, key);
        Repair(side, broken);
        side.Journal.GoAwayAfter(readCount);

        await Assert.ThrowsAsync<JournalException>(key.RedriveAsync);

        Assert.NotNull((await key.GetHeadAsync(AtLeast.Anything, Token)).StaleSince);
        side.Journal.IsAway = false;
        await GoesOnAsync(side, key);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public async Task With_a_save_that_fails_it_goes_on_with_the_next_event(int fillPageSize)
    {
        await using var side = await ReadSide.OpenAsync(new() { FillPageSize = fillPageSize });
        using var key = side.Activate(Ada);
        var broken = await ParkAsync(side, key);
        Repair(side, broken);
        side.Store.FailSaves(Key, 1);

        await Assert.ThrowsAsync<ReadModelException>(key.RedriveAsync);

        await GoesOnAsync(side, key);
    }

    [Fact]
    public async Task A_crash_after_it_went_on_leaves_a_row_that_goes_on()
    {
        await using var side = await ReadSide.OpenAsync(new() { FillPageSize = 1 });
        var broken = await ParkAsync(side, side.Activate(Ada));
        Repair(side, broken);
        using (var crashed = side.Activate(Ada))
        {
            side.Journal.GoAwayAfter(3);
            await Assert.ThrowsAsync<JournalException>(crashed.RedriveAsync);
            side.Journal.IsAway = false;
        }

        Assert.Null((await side.Store.FindAsync(Models.Of(Ada), Token))?.Parking);
        using var next = side.Activate(Ada);
        await GoesOnAsync(side, next);
    }

    [Fact]
    public async Task An_event_of_another_journal_is_let_go_also_when_the_row_cannot_be_marked_at_once()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.Activate(Ada);
        var placed = side.Journal.Append(new OrderId(Ada, "1"), Sample.Placed());
        await key.DeliverAsync([placed with { Position = 99, Previous = 98 }]);
        side.Store.BeforeParking = () => throw new ReadModelException("The database is away.", isTransient: true);
        await Assert.ThrowsAsync<ReadModelException>(key.RedriveAsync);

        side.Store.BeforeParking = null;
        await GoesOnAsync(side, key);
    }

    [Fact]
    public async Task A_mark_that_could_not_be_set_is_set_with_the_next_try()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.Activate(Ada);
        var placed = side.Journal.Append(new OrderId(Ada, "1"), Sample.Placed());
        var broken = side.Journal.Append(Key, new OrderId(Ada, "1").Aggregate, Broken);
        side.Store.BeforeParking = () => throw new ReadModelException("The database is away.", isTransient: true);
        await Assert.ThrowsAsync<ReadModelException>(() => key.DeliverAsync([placed, broken]));
        Assert.Null((await side.Store.FindAsync(Models.Of(Ada), Token))?.Parking);

        side.Store.BeforeParking = null;
        await key.DeliverAsync([placed, broken]);

        Assert.Equal(broken.Position, (await side.Store.FindAsync(Models.Of(Ada), Token))?.Parking?.Position);
    }

    [Fact]
    public async Task Whoever_waits_at_an_event_that_another_has_come_past_looks_again()
    {
        await using var side = await ReadSide.OpenAsync();
        using var old = side.Activate(Ada);
        using var @new = side.Activate(Ada);
        var placed = side.Journal.Append(new OrderId(Ada, "1"), Sample.Placed());
        await old.DeliverAsync([placed]);
        await @new.DeliverAsync([placed]);
        var broken = side.Journal.Append(Key, new OrderId(Ada, "1").Aggregate, Broken);
        await @new.DeliverAsync([Repair(side, broken)]);

        await old.DeliverAsync([broken]);

        Assert.Null((await old.GetHeadAsync(AtLeast.Anything, Token)).StaleSince);
    }

    [Fact]
    public async Task It_is_stale_since_it_was_parked_first_however_often_it_is_tried()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.Activate(Ada);
        await ParkAsync(side, key);
        var since = (await key.GetHeadAsync(AtLeast.Anything, Token)).StaleSince;

        Assert.NotNull(await key.RedriveAsync());

        Assert.Equal(since, (await key.GetHeadAsync(AtLeast.Anything, Token)).StaleSince);
    }

    /// <summary>An order, an event that nobody can apply, and four orders after it.</summary>
    private static async Task<RecordedEvent> ParkAsync(ReadSide side, ProjectedKey<CustomerOrdersProjection, CustomerOrdersHead, OrderView> key)
    {
        var placed = side.Journal.Append(new OrderId(Ada, "1"), Sample.Placed());
        await key.GetHeadAsync(AtLeast.Anything, Token);
        var broken = side.Journal.Append(Key, new OrderId(Ada, "1").Aggregate, Broken);
        var later = Enumerable.Range(2, 4).Select(number => side.Journal.Append(new OrderId(Ada, $"{number}"), Sample.Placed())).ToList();
        await key.DeliverAsync([placed, broken, .. later]);
        return broken;
    }

    private static RecordedEvent Repair(ReadSide side, RecordedEvent broken)
    {
        side.Journal.Repair(broken, OrderEventCodec.Instance.Encode(Sample.Confirmed));
        return side.Journal.Of(Key).Single(recorded => recorded.Position == broken.Position);
    }

    /// <summary>The next event, and what a new activation takes after it, are shown and saved with all before them.</summary>
    private static async Task GoesOnAsync(ReadSide side, ProjectedKey<CustomerOrdersProjection, CustomerOrdersHead, OrderView> key)
    {
        if ((await key.GetHeadAsync(AtLeast.Anything, Token)).StaleSince is not null) await key.RedriveAsync();
        await key.DeliverAsync([side.Journal.Append(new OrderId(Ada, "next"), Sample.Placed())]);
        Assert.Null((await key.GetHeadAsync(AtLeast.Anything, Token)).StaleSince);
        Assert.Equal(0, (await side.VerifyAsync()).Parked);
        Assert.Empty((await side.VerifyAsync()).Differences);

        using var other = side.Activate(Ada);
        await other.DeliverAsync([side.Journal.Append(new OrderId(Ada, "last"), Sample.Placed())]);
        Assert.Empty((await side.VerifyAsync()).Differences);
    }
}
