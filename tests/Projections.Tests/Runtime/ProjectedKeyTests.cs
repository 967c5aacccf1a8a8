using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests.Runtime;

public sealed class ProjectedKeyTests
{
    private const string Ada = "ada";
    private static readonly OrderId First = new(Ada, "1");

    private static int PlacedCategory => new OrderState(OrderStatus.Placed, OrderWait.Confirmation).Category;

    private static int ConfirmedCategory => new OrderState(OrderStatus.Confirmed, OrderWait.Warehouse).Category;

    private static Func<CustomerOrdersHead, IReadOnlyList<int>> EveryCategory => head => head.CategoriesOf(status: null, waitsFor: null);

    private static int CancelledCategory => new OrderState(OrderStatus.Cancelled, OrderWait.Nobody).Category;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_older_activation_never_overwrites_a_newer_row()
    {
        await using var side = await ReadSide.OpenAsync();
        using var older = side.Activate(Ada);
        using var newer = side.Activate(Ada);
        var placed = side.Journal.Append(First, Sample.Placed());
        await older.DeliverAsync([placed]);
        await newer.DeliverAsync([placed]);
        var confirmed = side.Journal.Append(First, Sample.Confirmed);
        var shipped = side.Journal.Append(First, Sample.Shipped);
        await newer.DeliverAsync([confirmed, shipped]);

        await older.DeliverAsync([confirmed]);
        var order = await older.GetItemAsync("1", AtLeast.Anything, Token);

        Assert.Equal(shipped.Position, (await side.Store.FindAsync(Models.Of(Ada), Token))?.Position);
        Assert.Equal(OrderStatus.Shipped, order.Items[0].Status);
    }

    [Fact]
    public async Task What_a_delivery_makes_is_not_asked_for()
    {
        await using var side = await ReadSide.OpenAsync();
        using (var earlier = side.Activate(Ada)) await earlier.DeliverAsync([side.Journal.Append(First, Sample.Placed())]);
        using var key = side.Activate(Ada);
        await key.GetHeadAsync(AtLeast.Anything, Token); // It knows of an order that it does not hold.
        var reads = side.Store.ReadCount;

        await key.DeliverAsync([side.Journal.Append(new(Ada, "2"), Sample.Placed()), side.Journal.Append(new(Ada, "2"), Sample.Confirmed)]);

        Assert.Equal(reads, side.Store.ReadCount);
        Assert.Equal(OrderStatus.Confirmed, (await key.GetItemAsync("2", AtLeast.Anything, Token)).Items[0].Status);
    }

    [Fact]
    public async Task What_was_shown_before_a_crash_is_shown_after_it()
    {
        await using var side = await ReadSide.OpenAsync();
        var crashed = side.Activate(Ada);
        await crashed.GetHeadAsync(AtLeast.Anything, Token);
        side.Store.FailSaves(First.PartitionKey, int.MaxValue);
        var placed = side.Journal.Append(First, Sample.Placed());
        await Assert.ThrowsAsync<ReadModelException>(() => crashed.DeliverAsync([placed]));
        Assert.Equal(1, (await crashed.GetHeadAsync(AtLeast.Anything, Token)).Head.OrderCount);

        using var next = side.Activate(Ada);

        Assert.Equal(1, (await next.GetHeadAsync(AtLeast.Anything, Token)).Head.OrderCount);
    }

    [Fact]
    public async Task A_failed_save_is_made_up_for_when_the_road_brings_the_same_again()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.Activate(Ada);
        var placed = side.Journal.Append(First, Sample.Placed());
        side.Store.FailSaves(First.PartitionKey, 1);

        await Assert.ThrowsAsync<ReadModelException>(() => key.DeliverAsync([placed]));
        await key.DeliverAsync([placed]);

        Assert.Equal(placed.Position, (await side.Store.FindAsync(Models.Of(Ada), Token))?.Position);
        Assert.Equal(1, (await key.GetHeadAsync(AtLeast.Anything, Token)).Head.OrderCount);
    }

    [Fact]
    public async Task A_row_of_another_shape_is_folded_anew()
    {
        await using var side = await ReadSide.OpenAsync();
        var placed = side.Journal.Append(First, Sample.Placed());
        await side.Store.SaveAsync([new(Models.Of(Ada), placed.Partition, 7, "[]", [])], Token);

        using var key = side.Activate(Ada);

        Assert.Equal(1, (await key.GetHeadAsync(AtLeast.Anything, Token)).Head.OrderCount);
    }

    [Fact]
    public async Task An_item_of_another_shape_is_folded_anew()
    {
        await using var side = await ReadSide.OpenAsync(new() { ItemsInMemoryMax = 1 });
        var first = side.Journal.Append(First, Sample.Placed());
        var second = side.Journal.Append(new OrderId(Ada, "2"), Sample.Placed());
        using (var before = side.Activate(Ada)) await before.DeliverAsync([first, second]);
        // Saved just now.
        await side.Store.SaveAsync([new(Models.Of(Ada), first.Partition, second.Position,
            (await side.Store.FindAsync(Models.Of(Ada), Token))!.Body,
            [new(First.PartitionKey, "1", 1, 1, first.Position, "[]")])], Token);

        using var key = side.Activate(Ada);
        await key.DeliverAsync([side.Journal.Append(First, Sample.Confirmed)]);

        Assert.Empty((await side.VerifyAsync()).Differences);
    }

    [Fact]
    public async Task An_event_of_another_journal_parks_the_key()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.Activate(Ada);
        var placed = side.Journal.Append(First, Sample.Placed());
        var foreign = placed with { Position = 99, Previous = 98 };

        await key.DeliverAsync([foreign]);

        var parking = (await side.Store.FindAsync(Models.Of(Ada), Token))?.Parking;
        Assert.Equal(99, parking?.Position);
        Assert.Contains("another journal's", parking?.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_journal_the_answer_is_what_the_rows_say()
    {
        await using var side = await ReadSide.OpenAsync();
        var placed = side.Journal.Append(First, Sample.Placed());
        using (var before = side.Activate(Ada)) await before.DeliverAsync([placed]);
        side.Journal.IsAway = true;
        using var key = side.Activate(Ada);

        Assert.Equal(1, (await key.GetHeadAsync(new(placed.Position), Token)).Head.OrderCount);
        await Assert.ThrowsAsync<QueryRetryException>(() => key.GetHeadAsync(new(placed.Position + 1), Token).AsTask());
        using var nobody = side.Activate("nobody");
        await Assert.ThrowsAsync<QueryRetryException>(() => nobody.GetHeadAsync(AtLeast.Anything, Token).AsTask());
    }

    [Fact]
    public async Task A_query_that_waits_is_woken_by_the_delivery()
    {
        await using var side = await ReadSide.OpenAsync(new() { RoadWaitMs = 10_000 });
        using var key = side.Activate(Ada);
        await key.GetHeadAsync(AtLeast.Anything, Token);
        var placed = side.Journal.Append(First, Sample.Placed());
        var reads = side.Journal.KeyReadsOf(First.PartitionKey);

        var waiting = key.GetHeadAsync(new(placed.Position), Token).AsTask();
        Assert.False(waiting.IsCompleted);
        await key.DeliverAsync([placed]);

        Assert.Equal(1, (await waiting.WaitAsync(TimeSpan.FromSeconds(5), Token)).Head.OrderCount);
        Assert.Equal(reads, side.Journal.KeyReadsOf(First.PartitionKey));
    }

    [Fact]
    public async Task A_query_that_waits_for_another_keys_position_is_woken_by_its_delivery()
    {
        await using var side = await ReadSide.OpenAsync(new() { RoadWaitMs = 10_000 }, new MemoryJournal(1));
        using var key = side.Activate(Ada);
        using var other = side.Activate("bob");
        await key.GetHeadAsync(AtLeast.Anything, Token);
        var theirs = side.Journal.Append(new OrderId("bob", "1"), Sample.Placed());

        var waiting = key.GetHeadAsync(new(theirs.Position), Token).AsTask();
        Assert.False(waiting.IsCompleted);
        await other.DeliverAsync([theirs]);

        Assert.Equal(theirs.Position, (await waiting.WaitAsync(TimeSpan.FromSeconds(5), Token)).Position);
    }

    [Fact]
    public async Task A_query_can_be_cancelled()
    {
        await using var side = await ReadSide.OpenAsync(new() { RoadWaitMs = 10_000 });
        using var key = side.Activate(Ada);
        await key.GetHeadAsync(AtLeast.Anything, Token);
        using var cancellation = new CancellationTokenSource();

        var waiting = key.GetHeadAsync(new(1), cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_new_version_fills_itself_when_it_is_first_brought_an_event()
    {
        await using var side = await ReadSide.OpenAsync(new() { FillPageSize = 3 });
        for (var number = 1; number <= 10; number++) side.Journal.Append(new OrderId(Ada, $"{number}"), Sample.Placed());
        using var key = side.Activate(Ada);

        await key.DeliverAsync([side.Journal.Of(First.PartitionKey)[^1]]);

        Assert.Equal(10, (await key.GetHeadAsync(AtLeast.Anything, Token)).Head.OrderCount);
        Assert.Empty((await side.VerifyAsync()).Differences);
    }

    [Fact]
    public async Task A_page_shows_what_is_not_saved_yet_and_hides_what_moved()
    {
        await using var side = await ReadSide.OpenAsync(new() { ItemsInMemoryMax = 2 });
        using var key = side.Activate(Ada);
        for (var number = 0; number < 20; number++) side.Journal.Append(new OrderId(Ada, $"{number}"), Sample.Placed(minute: number));
        await key.DeliverAsync(side.Journal.Of(First.PartitionKey));
        await key.GetHeadAsync(AtLeast.Anything, Token);
        side.Store.FailSaves(First.PartitionKey, int.MaxValue);
        RecordedEvent[] events = [side.Journal.Append(new OrderId(Ada, "19"), Sample.Confirmed), side.Journal
            .Append(new OrderId(Ada, "20"), Sample.Placed(minute: 20))];
        await Assert.ThrowsAsync<ReadModelException>(() => key.DeliverAsync(events));

        var placed = await key.GetPageAsync(_ => [PlacedCategory], null, 3, AtLeast.Anything, Token);
        // There are more than three.
        var rest = await key.GetPageAsync(_ => [PlacedCategory], ItemCursor.Parse(placed.Next!), 100, AtLeast.Anything, Token);
        var confirmed = await key.GetPageAsync(_ => [ConfirmedCategory], null, 3, AtLeast.Anything, Token);

        Assert.Equal(["20", "18", "17"], placed.Items.Select(order => order.Number));
        Assert.Equal(Enumerable.Range(0, 17).Reverse().Select(number => $"{number}"), rest.Items.Select(order => order.Number));
        Assert.Equal(["19"], confirmed.Items.Select(order => order.Number));
    }

    [Fact]
    public async Task A_page_of_everything_shows_what_moves_while_it_is_read()
    {
        await using var side = await ReadSide.OpenAsync(new() { ItemsInMemoryMax = 2 });
        using var key = side.Activate(Ada);
        for (var number = 0; number < 9; number++) side.Journal.Append(new OrderId(Ada, $"{number}"), Sample.Placed(minute: number));
        await key.DeliverAsync(side.Journal.Of(First.PartitionKey));
        await key.GetPageAsync(EveryCategory, null, 3, AtLeast.Anything, Token); // They are too many to be held.
        RecordedEvent[] moves = [.. Enumerable.Range(4, 5).Select(number => side.Journal.Append(new OrderId(Ada, $"{number}"), Sample.Confirmed))];
        side.Store.BeforePage = async () =>
        {
            side.Store.BeforePage = null;
            await key.DeliverAsync(moves);
        };

        var page = await key.GetPageAsync(EveryCategory, null, 100, AtLeast.Anything, Token);

        Assert.Equal(["8", "7", "6", "5", "4", "3", "2", "1", "0"], page.Items.Select(order => order.Number));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Pages_of_several_categories_come_in_one_order(int itemsInMemoryMax)
    {
        await using var side = await ReadSide.OpenAsync(new() { ItemsInMemoryMax = itemsInMemoryMax });
        using var key = side.Activate(Ada);
        for (var number = 10; number < 22; number++)
        {
            side.Journal.Append(new OrderId(Ada, $"{number}"), Sample.Placed(minute: number));
            if (number % 3 == 1) side.Journal.Append(new OrderId(Ada, $"{number}"), Sample.Confirmed);
            if (number % 3 == 2) side.Journal.Append(new OrderId(Ada, $"{number}"), Sample.Cancelled);
        }

        await key.DeliverAsync(side.Journal.Of(First.PartitionKey));
        int[] categories = [PlacedCategory, CancelledCategory];
        List<string> numbers = [];
        ItemCursor? after = null;
        do
        {
            var page = await key.GetPageAsync(_ => categories, after, 3, AtLeast.Anything, Token);
            numbers.AddRange(page.Items.Select(order => order.Number));
            after = page.Next is { } next ? ItemCursor.Parse(next) : null;
        }
        while (after is not null);

        Assert.Equal(["21", "20", "18", "17", "15", "14", "12", "11"], numbers);
    }

    [Fact]
    public async Task A_customer_with_few_orders_is_paged_without_the_database()
    {
        await using var side = await ReadSide.OpenAsync();
        for (var number = 0; number < 10; number++) side.Journal.Append(new OrderId(Ada, $"{number}"), Sample.Placed(minute: number));
        using (var before = side.Activate(Ada)) await before.DeliverAsync(side.Journal.Of(First.PartitionKey));
        using var key = side.Activate(Ada);
        await key.GetPageAsync(EveryCategory, null, 3, AtLeast.Anything, Token);
        var reads = side.Store.ReadCount;

        var page = await key.GetPageAsync(EveryCategory, null, 3, AtLeast.Anything, Token);
        await key.GetItemAsync("4", AtLeast.Anything, Token);

        Assert.Equal(["9", "8", "7"], page.Items.Select(order => order.Number));
        Assert.Equal(reads, side.Store.ReadCount);
    }

    [Fact]
    public async Task Grains_that_wake_together_are_loaded_together()
    {
        await using var side = await ReadSide.OpenAsync();
        var events = Enumerable.Range(0, 500).Select(number => side.Journal
            .Append(new OrderId($"c{number}", "1"), Sample.Placed())).ToList();

        await Task.WhenAll(events.Select(recorded => side.Activate(recorded.Key.Name).DeliverAsync([recorded])));

        Assert.Equal(500, side.Store.LoadSizes.Sum());
        Assert.True(side.Store.LoadSizes.Count < 100, $"500 heads took {side.Store.LoadSizes.Count} loads.");
        Assert.Empty((await side.VerifyAsync()).Differences);
    }
}
