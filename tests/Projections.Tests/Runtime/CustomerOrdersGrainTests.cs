using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Projections.CustomerOrders;
using Orleans.Core.Internal;

namespace CommandProcessor.Projections.Tests.Runtime;

[Collection(nameof(ProjectionCluster))]
public sealed class CustomerOrdersGrainTests(ProjectionCluster cluster)
{
    private readonly string _customer = Sample.NewCustomer();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PartitionKey Key => PartitionKey.Customer(_customer);

    private ICustomerOrdersGrain Grain => cluster.Customer(_customer);

    [Fact]
    public async Task What_the_road_brings_is_shown_and_saved()
    {
        var placed = Append("1", Sample.Placed());
        var confirmed = Append("1", Sample.Confirmed);

        await cluster.PublishAsync(placed, confirmed);
        await SavedAsync(confirmed.Position);
        var summary = await Grain.GetSummaryAsync(new(confirmed.Position), Token);

        Assert.Equal(1, summary.OrderCount);
        Assert.Equal([new StatusCount(OrderStatus.Confirmed, 1)], summary.ByStatus);
        Assert.Equal([new CurrencyTotal("GBP", 15.30m, 0, 0)], summary.Totals);
        Assert.Null(summary.StaleSince);
    }

    [Fact]
    public async Task Hazard_R2_the_event_that_wakes_a_grain_is_not_dropped()
    {
        var placed = Append("1", Sample.Placed());

        await cluster.PublishAsync(placed);

        await SavedAsync(placed.Position);
    }

    [Fact]
    public async Task Nobody_has_an_empty_history_and_no_row()
    {
        var summary = await Grain.GetSummaryAsync(AtLeast.Anything, Token);
        var page = await Grain.GetOrdersAsync(new(), AtLeast.Anything, Token);
        var order = await Grain.GetOrderAsync("1", AtLeast.Anything, Token);

        Assert.Equal(0, summary.OrderCount);
        Assert.Empty(page.Orders);
        Assert.Null(order);
        Assert.Null(await cluster.Store.FindAsync(Models.Of(_customer), Token));
    }

    [Fact]
    public async Task What_is_brought_twice_counts_once()
    {
        var placed = Append("1", Sample.Placed());
        var other = Append("2", Sample.Placed());

        await cluster.PublishAsync(placed, placed, other, placed, other);
        await SavedAsync(other.Position);

        Assert.Equal(2, (await Grain.GetSummaryAsync(AtLeast.Anything, Token)).OrderCount);
    }

    [Fact]
    public async Task A_hole_is_filled_from_the_journal()
    {
        var lost = Enumerable.Range(1, 5).Select(number => Append($"{number}", Sample.Placed())).ToList();
        var brought = Append("1", Sample.Confirmed);

        await cluster.PublishAsync(lost[0], brought);
        await SavedAsync(brought.Position);

        Assert.Equal(5, (await Grain.GetSummaryAsync(AtLeast.Anything, Token)).OrderCount);
    }

    [Fact]
    public async Task A_query_reads_from_the_journal_what_the_road_does_not_bring()
    {
        await Grain.GetSummaryAsync(AtLeast.Anything, Token);
        var placed = Append("1", Sample.Placed());

        var summary = await Grain.GetSummaryAsync(new(placed.Position), Token);

        Assert.Equal(1, summary.OrderCount);
        Assert.True(summary.Position >= placed.Position);
        await SavedAsync(placed.Position);
    }

    [Fact]
    public async Task A_position_of_another_key_costs_one_look_into_the_journal()
    {
        Append("1", Sample.Placed());
        var other = AppendToSamePartition();
        await Grain.GetSummaryAsync(AtLeast.Anything, Token);
        var later = AppendToSamePartition(other.Key.Name);

        await Grain.GetSummaryAsync(new(later.Position), Token);
        var looked = cluster.Journal.KeyReadsOf(Key);
        var summary = await Grain.GetSummaryAsync(new(later.Position), Token);

        Assert.Equal(looked, cluster.Journal.KeyReadsOf(Key));
        Assert.True(summary.Position >= later.Position);
    }

    [Fact]
    public async Task A_position_beyond_the_journal_is_refused()
    {
        Append("1", Sample.Placed());

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetSummaryAsync(new(1_000_000), Token));

        Assert.Contains("@1000000 is asked for, but the journal ends at", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_is_answered_while_what_it_shows_is_being_saved()
    {
        await Grain.GetSummaryAsync(AtLeast.Anything, Token);
        var saving = new TaskCompletionSource();
        cluster.Store.BeforeSave = group => group.Any(change => change.Address == Models.Of(_customer)) ? saving.Task : Task.CompletedTask;
        try
        {
            var placed = Append("1", Sample.Placed());
            await cluster.PublishAsync(placed);

            var summary = await Grain.GetSummaryAsync(new(placed.Position, TimeSpan.FromSeconds(10)),
                Token).WaitAsync(TimeSpan.FromSeconds(10), Token);
            var page = await Grain.GetOrdersAsync(new(), new(placed.Position), Token).WaitAsync(TimeSpan.FromSeconds(10), Token);

            Assert.Equal(1, summary.OrderCount);
            Assert.Single(page.Orders);
            Assert.Null(await cluster.Store.FindAsync(Models.Of(_customer), Token));
        }
        finally
        {
            saving.SetResult();
            cluster.Store.BeforeSave = null;
        }
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_while_delays_and_loses_nothing()
    {
        cluster.Store.FailSaves(Key, 2);
        var placed = Append("1", Sample.Placed());

        await cluster.PublishAsync(placed);
        await SavedAsync(placed.Position);

        Assert.Equal(0, cluster.Store.FailuresLeft(Key));
        Assert.Equal(1, (await Grain.GetSummaryAsync(AtLeast.Anything, Token)).OrderCount);
    }

    [Fact]
    public async Task A_grain_that_was_let_go_comes_back_with_everything()
    {
        var first = Append("1", Sample.Placed());
        await cluster.PublishAsync(first);
        await SavedAsync(first.Position);
        await Grain.Cast<IGrainManagementExtension>().DeactivateOnIdle(Token);
        var second = Append("1", Sample.Confirmed);
        await cluster.PublishAsync(second);
        await SavedAsync(second.Position);

        var order = await Grain.GetOrderAsync("1", new(second.Position), Token);

        Assert.Equal((OrderStatus.Confirmed, 2), (order?.Status, order?.Version));
    }

    [Fact]
    public async Task What_could_not_be_saved_is_saved_when_the_grain_is_let_go()
    {
        await Grain.GetSummaryAsync(AtLeast.Anything, Token);
        cluster.Store.FailSaves(Key, 1);
        var placed = Append("1", Sample.Placed());
        await Grain.GetSummaryAsync(new(placed.Position), Token);
        await Eventually.HoldsAsync("the save has failed", () => Task.FromResult(cluster.Store.FailuresLeft(Key) == 0));

        await Grain.Cast<IGrainManagementExtension>().DeactivateOnIdle(Token);

        await SavedAsync(placed.Position);
    }

    [Fact]
    public async Task A_customer_with_thousands_of_orders_is_read_in_pages()
    {
        const int OrderCount = 2_500;
        for (var number = 0; number < OrderCount; number++) Append($"{number}", Sample.Placed(minute: number));
        for (var number = 0; number < OrderCount; number += 5) Append($"{number}", Sample.Confirmed);

        var all = await WalkAsync(status: null);
        var confirmed = await WalkAsync(OrderStatus.Confirmed);
        var one = await Grain.GetOrderAsync("1234", AtLeast.Anything, Token);

        Assert.Equal(Enumerable.Range(0, OrderCount).Reverse().Select(number => $"{number}"), all.Select(order => order.Number));
        Assert.Equal(
            Enumerable.Range(0, OrderCount / 5).Reverse().Select(number => $"{number * 5}"), confirmed.Select(order => order.Number));
        Assert.Equal("1234", one?.Number);
        Assert.Null(await Grain.GetOrderAsync("no such", AtLeast.Anything, Token));
    }

    [Fact]
    public async Task An_event_of_a_big_customer_saves_only_what_it_changes()
    {
        for (var number = 0; number < 300; number++) Append($"{number}", Sample.Placed(minute: number));
        await Grain.GetSummaryAsync(AtLeast.Anything, Token);
        var changed = Append("7", Sample.Confirmed);

        await cluster.PublishAsync(changed);
        await SavedAsync(changed.Position);

        var change = cluster.Store.Saved.Last(change => change.Address == Models.Of(_customer));
        Assert.Equal(["7"], change.Items.Select(item => item.Item));
    }

    [Fact]
    public async Task What_cannot_be_applied_parks_its_key_and_no_other()
    {
        var placed = Append("1", Sample.Placed());
        var broken = Append("2", new EventData("order-vanished", 1, "{}"u8.ToArray()));
        var after = Append("3", Sample.Placed());
        var bystander = Sample.NewCustomer();
        var theirs = cluster.Journal.Append(new OrderId(bystander, "1"), Sample.Placed());

        await cluster.PublishAsync(placed, broken, after, theirs);
        await Eventually.HoldsAsync("the key is parked",
            async () => (await cluster.Store.FindAsync(Models.Of(_customer), Token))?.Parking is not null);
        var summary = await Grain.GetSummaryAsync(new(after.Position), Token);
        var page = await Grain.GetOrdersAsync(new(), AtLeast.Anything, Token);
        var order = await Grain.GetOrderAsync("1", AtLeast.Anything, Token);
        var parked = Assert.Single(await cluster.Admin.ListParkedAsync(CustomerOrdersProjection.Name, null, 1_000, Token),
            parked => parked.Key == Key.Value);

        Assert.Equal(1, summary.OrderCount);
        Assert.NotNull(summary.StaleSince);
        Assert.Equal(summary.StaleSince, page.StaleSince);
        Assert.Equal(summary.StaleSince, order?.StaleSince);
        Assert.Equal((broken.Position, "order-vanished"), (parked.Position, parked.EventType));
        Assert.Contains("'order-vanished' is unknown", parked.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await cluster.Customer(bystander).GetSummaryAsync(new(theirs.Position), Token)).OrderCount);
    }

    [Fact]
    public async Task Events_of_the_customers_other_aggregates_are_passed_over_and_counted_as_read()
    {
        var account = new AccountId(_customer, "main").Aggregate;
        var opened = cluster.Journal.Append(Key, account, AccountEventCodec.Instance.Encode(new AccountEvent.AccountOpened("GBP", 0m, Sample.Day)));
        var placed = Append("1", Sample.Placed());
        var transfer = new TransferId(_customer, "1").Aggregate;
        var authorized = cluster.Journal.Append(Key, transfer, TransferEventCodec.Instance.Encode(new TransferEvent.TransferAuthorized(Sample.Day)));
        var confirmed = Append("1", Sample.Confirmed);
        var frozen = cluster.Journal.Append(Key, account, AccountEventCodec.Instance.Encode(new AccountEvent.AccountFrozen("Lost card", Sample.Day)));

        await cluster.PublishAsync(opened, placed, authorized, confirmed, frozen);
        await SavedAsync(frozen.Position);
        var summary = await Grain.GetSummaryAsync(new(frozen.Position), Token);

        Assert.Equal(1, summary.OrderCount);
        Assert.Equal([new StatusCount(OrderStatus.Confirmed, 1)], summary.ByStatus);
        Assert.Equal(frozen.Position, summary.Position);
        Assert.Null(summary.StaleSince);
        Assert.Null((await cluster.Store.FindAsync(Models.Of(_customer), Token))?.Parking);
    }

    [Fact]
    public async Task Somebody_with_an_account_and_no_orders_has_an_empty_history()
    {
        var account = new AccountId(_customer, "main").Aggregate;
        var opened = cluster.Journal.Append(Key, account, AccountEventCodec.Instance.Encode(new AccountEvent.AccountOpened("GBP", 0m, Sample.Day)));

        await cluster.PublishAsync(opened);
        var summary = await Grain.GetSummaryAsync(new(opened.Position), Token);

        Assert.Equal(0, summary.OrderCount);
        Assert.Null(summary.StaleSince);
    }

    [Fact]
    public async Task A_redrive_goes_on_when_the_event_can_be_applied()
    {
        Append("1", Sample.Placed());
        var broken = Append("2", new EventData("order-placed", 1, "{}"u8.ToArray()));
        Append("3", Sample.Placed());
        await cluster.PublishAsync(cluster.Journal.Of(Key));
        await Eventually.HoldsAsync("the key is parked",
            async () => (await cluster.Store.FindAsync(Models.Of(_customer), Token))?.Parking is not null);

        var again = await cluster.Admin.RedriveAsync(CustomerOrdersProjection.Name, Key.Value, Token);
        cluster.Journal.Repair(broken, OrderEventCodec.Instance.Encode(Sample.Placed()));
        var report = await cluster.Admin.RedriveAllAsync(CustomerOrdersProjection.Name, null, 1_000, Token);
        var summary = await Grain.GetSummaryAsync(AtLeast.Anything, Token);

        Assert.Equal(broken.Position, again?.Position);
        Assert.True(report.Redriven >= 1);
        Assert.DoesNotContain(report.StillParked, parked => parked.Key == Key.Value);
        Assert.Equal(3, summary.OrderCount);
        Assert.Null(summary.StaleSince);
        Assert.Null((await cluster.Store.FindAsync(Models.Of(_customer), Token))?.Parking);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    public async Task Orders_are_found_by_whom_they_wait_for(int orderCount)
    {
        for (var number = 0; number < orderCount; number++)
        {
            Append($"{number}", Sample.Placed(minute: number));
            if (number % 2 == 1) Append($"{number}", Sample.Confirmed);
            if (number % 4 == 3) Append($"{number}", Sample.Shipped);
        }

        await Grain.GetSummaryAsync(AtLeast.Anything, Token);
        var summary = await Grain.GetSummaryAsync(AtLeast.Anything, Token);
        var warehouse = await WalkAsync(status: null, OrderWait.Warehouse);
        var shipped = await WalkAsync(OrderStatus.Shipped, OrderWait.Carrier);
        var none = await WalkAsync(OrderStatus.Shipped, OrderWait.Warehouse);

        Assert.Equal(
            [new(OrderWait.Confirmation, orderCount / 2), new(OrderWait.Warehouse, (orderCount + 2) / 4), new(OrderWait.Carrier, orderCount / 4)], summary.ByWait);
        Assert.Equal(Enumerable.Range(0, orderCount).Reverse().Where(number => number % 4 == 1).Select(number => $"{number}"), warehouse.Select(order => order.Number));
        Assert.Equal(Enumerable.Range(0, orderCount).Reverse().Where(number => number % 4 == 3).Select(number => $"{number}"), shipped.Select(order => order.Number));
        Assert.Empty(none);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task A_page_size_out_of_range_is_refused(int pageSize)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetOrdersAsync(new(PageSize: pageSize), AtLeast.Anything,
            Token));

        Assert.Equal($"OrderPageRequest.PageSize {pageSize} is not between 1 and 500.", exception.Message);
    }

    [Fact]
    public async Task A_cursor_of_nowhere_is_refused()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetOrdersAsync(new(After: "rubbish"), AtLeast.Anything,
            Token));

        Assert.Equal("After 'rubbish': The cursor is not one that a page of this read model gave.", exception.Message);
    }

    [Fact]
    public async Task A_malformed_customer_is_refused()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => cluster.Customer(new('x', 101)).GetSummaryAsync(AtLeast.Anything,
            Token));

        Assert.Equal("customer has 101 characters; at most 100 are allowed.", exception.Message);
    }

    [Fact]
    public async Task A_projection_that_does_not_exist_is_refused()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => cluster.Admin.ListParkedAsync("fraud", null, 10, Token));

        Assert.StartsWith("There is no projection 'fraud'; there are customer-orders", exception.Message, StringComparison.Ordinal);
    }

    private RecordedEvent Append(string number, OrderEvent happened) => cluster.Journal.Append(new OrderId(_customer, number), happened);

    private RecordedEvent Append(string number, EventData data) =>
        cluster.Journal.Append(Key, new OrderId(_customer, number).Aggregate, data);

    private RecordedEvent AppendToSamePartition(string? customer = null)
    {
        var partition = cluster.Journal.Partitioning.PartitionOf(Key);
        while (customer is null
            || cluster.Journal.Partitioning.PartitionOf(PartitionKey.Customer(customer)) != partition) customer = Sample.NewCustomer();
        return cluster.Journal.Append(new OrderId(customer, Sample.NewCustomer()), Sample.Placed());
    }

    private Task SavedAsync(long position) => Eventually.HoldsAsync($"{_customer} is saved up to {position}",
        async () => (await cluster.Store.FindAsync(Models.Of(_customer), Token))?.Position >= position);

    private async Task<List<OrderView>> WalkAsync(OrderStatus? status, OrderWait? waitsFor = null)
    {
        List<OrderView> orders = [];
        var request = new OrderPageRequest(status, PageSize: 30, WaitsFor: waitsFor);
        while (true)
        {
            var page = await Grain.GetOrdersAsync(request, AtLeast.Anything, Token);
            orders.AddRange(page.Orders);
            if (page.Next is null) return orders;
            request = request with { After = page.Next };
        }
    }
}
