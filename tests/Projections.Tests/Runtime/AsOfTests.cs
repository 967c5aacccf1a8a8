using System.Text.Json;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Tests.Runtime;

/// <summary>What a read model was at each point is what it showed then.</summary>
public sealed class AsOfTests
{
    private const int PageSize = 500;
    private const int EventCount = 120;
    private const string Ada = "ada";
    private static readonly PartitionKey Key = PartitionKey.Customer(Ada);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PastQuestion<CustomerOrdersHead> OfHead => PastQuestion.OfHead<CustomerOrdersHead>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task As_of_every_position_and_time_it_is_what_was_shown_then(int seed)
    {
        await using var side = await ReadSide.OpenAsync(new() { AsOfPageSize = 7, ItemsInMemoryMax = 3 }, new MemoryJournal(1));
        var shop = new Shop(side.Journal, new(seed));
        using var live = side.Activate(Ada);
        List<(RecordedEvent Recorded, string Shown)> history = [];
        while (history.Count < EventCount)
        {
            var recorded = shop.Run([Ada, "bob"], 1)[0];
            if (recorded.Key == Key) await live.DeliverAsync([recorded]);
            history.Add((recorded, await ShowAsync(live, recorded.Position)));
        }

        using var other = side.Activate(Ada);
        var archive = Archive(side);
        foreach (var (recorded, shown) in history)
        {
            Assert.Equal(shown, await ShowAsync(other, new AsOf.Position(recorded.Position)));
            Assert.Equal(shown, await ShowAsync(other, new AsOf.Time(recorded.RecordedAt)));
            if (await archive.ReadAsync(Key, new AsOf.Position(recorded.Position), PageSize, Token) is not [var past]) continue; // Before the first.
            Assert.Equal(shown.Split('\n')[0], past.Head);
            Assert.Equal(shown.Split('\n').Skip(1).Order(StringComparer.Ordinal), past.Items.Select(item => item.Value).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task One_item_and_a_page_of_a_status_are_what_they_were()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.Activate(Ada);
        var placed = side.Journal.Append(new(Ada, "1"), Sample.Placed());
        var second = side.Journal.Append(new(Ada, "2"), Sample.Placed());
        side.Journal.Append(new(Ada, "1"), Sample.Confirmed);

        var missing = (await key.GetAsOfAsync(new AsOf.Position(placed.Position), new("order 2", "2"), Token)).Item;
        var placedOrders = new PastPage<CustomerOrdersHead>(head => head.CategoriesOf(OrderStatus.Placed, waitsFor: null), After: null, 1);
        var past = await key.GetAsOfAsync(new AsOf.Position(second.Position), new("order 1 and one that is placed", "1", placedOrders), Token);
        var (then, page) = (past.Item, past.Pages[0]);

        Assert.Empty(missing.Items);
        Assert.Equal(OrderStatus.Placed, then.Items[0].Status);
        Assert.Single(page.Items);
        Assert.NotNull(page.Next);
    }

    [Fact]
    public async Task Looking_back_changes_nothing_of_what_is()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.Activate(Ada);
        var placed = side.Journal.Append(new(Ada, "1"), Sample.Placed());
        var confirmed = side.Journal.Append(new(Ada, "1"), Sample.Confirmed);
        await key.DeliverAsync([placed, confirmed]);
        var before = await ShowAsync(key, confirmed.Position);

        await key.GetAsOfAsync(new AsOf.Position(0), OfHead, Token);

        Assert.Equal(before, await ShowAsync(key, confirmed.Position));
        Assert.Equal(confirmed.Position, (await side.Store.FindAsync(Models.Of(Ada), Token))?.Position);
    }

    [Fact]
    public async Task A_point_that_cannot_be_answered_is_refused_by_name()
    {
        await using var side = await ReadSide.OpenAsync(new() { AsOfEventsMax = 2 });
        using var key = side.Activate(Ada);
        var events = Enumerable.Range(1, 3).Select(number => side.Journal.Append(new(Ada, $"{number}"), Sample.Placed())).ToList();

        Assert.Equal(2, (await key.GetAsOfAsync(new AsOf.Position(events[1].Position), OfHead, Token)).Head.Head.OrderCount);
        await RefusedAsync(new AsOf.Position(events[2].Position), "had more than 2 events at position 3, ProjectionOptions.AsOfEventsMax.");
        await RefusedAsync(new AsOf.Position(1_000), "the journal ends at");
        await RefusedAsync(new AsOf.Position(-1), "Position -1 is negative.");
        await RefusedAsync(new AsOf.Version(1), "have no versions");

        async Task RefusedAsync(AsOf asOf, string expected) =>
            Assert.Contains(expected, (await Assert.ThrowsAsync<ArgumentException>(() => key.GetAsOfAsync(asOf, OfHead, Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_journal_away_the_caller_is_asked_to_come_again()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.Activate(Ada);
        side.Journal.IsAway = true;

        await Assert.ThrowsAsync<QueryRetryException>(() => key.GetAsOfAsync(new AsOf.Time(Sample.Day), OfHead, Token));
    }

    [Fact]
    public async Task After_an_event_that_cannot_be_applied_it_says_since_when_it_was_stale()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.Activate(Ada);
        side.Journal.Append(new(Ada, "1"), Sample.Placed());
        var broken = side.Journal.Append(Key, AggregateId.Create("order", "ada/1"), new EventData("order-teleported", 1, "{}"u8.ToArray()));
        side.Journal.Append(new(Ada, "2"), Sample.Placed());

        var past = await key.GetAsOfAsync(new AsOf.Position(3), OfHead, Token);

        Assert.Equal((1, broken.RecordedAt), (past.Head.Head.OrderCount, past.Head.StaleSince));
    }

    private static ReadModelArchive Archive(ReadSide side) => new(
        side.Journal, [ProjectionDescription.Of<CustomerOrdersProjection, CustomerOrdersHead, OrderView>(CustomerOrdersGrain.GrainTypeName)], Options.Create(new ProjectionOptions()));

    private static async Task<string> ShowAsync(ProjectedKey<CustomerOrdersProjection, CustomerOrdersHead, OrderView> key, long position = 0) => Text(
        (await key.GetHeadAsync(new(position), Token)).Head, (await key.GetPageAsync(head => head.CategoriesOf(null, null), null, PageSize, new AtLeast(position), Token)).Items);

    private static async Task<string> ShowAsync(ProjectedKey<CustomerOrdersProjection, CustomerOrdersHead, OrderView> key, AsOf asOf) =>
        await key.GetAsOfAsync(asOf, new("everything", Item: null, new PastPage<CustomerOrdersHead>(head => head.CategoriesOf(null, null), After: null, PageSize)), Token) is var past
            ? Text(past.Head.Head, past.Pages[0].Items)
            : "";

    private static string Text(CustomerOrdersHead head, IEnumerable<OrderView> orders) => string.Join('\n', orders
        .Select(order => JsonSerializer.Serialize(order, CustomerOrdersProjection.ItemJson)).Prepend(JsonSerializer.Serialize(head, CustomerOrdersProjection.HeadJson)));
}
