using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests.Runtime;

public sealed class ProjectionVerifierTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_models_as_the_journal_says_are_clean()
    {
        await using var side = await FilledAsync(customerCount: 30, eventCount: 600, passEventsMax: 500_000);

        var report = await side.VerifyAsync();

        Assert.Empty(report.Differences);
        Assert.Equal((30L, 600L), (report.Keys, report.Events));
        Assert.True(report.Items > 30);
    }

    [Fact]
    public async Task A_large_partition_is_folded_in_several_passes()
    {
        await using var side = await FilledAsync(customerCount: 40, eventCount: 3_000, passEventsMax: 1_000);

        var report = await side.VerifyAsync();

        Assert.Empty(report.Differences);
        Assert.Equal((40L, 3_000L), (report.Keys, report.Events));
    }

    [Fact]
    public async Task Every_kind_of_difference_is_found()
    {
        await using var side = await FilledAsync(customerCount: 9, eventCount: 150, passEventsMax: 500_000);
        await DamageAsync(side, "c0", row => row with { Body = """{"orderCount":0,"byState":[],"totals":[]}""" });
        await DamageAsync(side, "c1", row => row with { Position = row.Position + 1 });
        await DamageAsync(side, "c2", row => row, new ItemRow(PartitionKey.Customer("c2"), "made up", 1, 1, 1, "{}"));
        await side.Store.DeleteAsync(Models.Of("c3"), Token);
        await DamageItemAsync("c4", item => item with { Body = "{}" });
        await DamageItemAsync("c5", item => item with { Sort = item.Sort + 1 });
        await DamageItemAsync("c6", item => item with { Category = item.Category + 1 });
        await DamageItemAsync("c7", item => item with { Position = item.Position + 1 });
        await side.Store.SaveAsync([new(Models.Of("nobody"), 0, 1, "{}", [])], Token);

        var report = await side.VerifyAsync();

        Assert.Equal(9, report.DifferenceCount);
        foreach (var customer in (string[])["c5", "c6"])
            Assert.Contains(report.Differences, difference => difference.StartsWith($"customer/{customer} has item ", StringComparison.Ordinal) && difference.Contains(" in category ", StringComparison.Ordinal));
        Assert.Contains(report.Differences, difference => difference.StartsWith("customer/c7 has item ", StringComparison.Ordinal) && difference.Contains(" of position ", StringComparison.Ordinal));
        Assert.Contains(report.Differences, difference => difference.StartsWith("customer/c0 holds ", StringComparison.Ordinal));
        Assert.Contains(report.Differences, difference => difference.StartsWith("customer/c1 stands at ", StringComparison.Ordinal));
        Assert.Contains("customer/c2 has an item made up that no event made.", report.Differences);
        Assert.Contains("customer/c3 has events and no read model.", report.Differences);
        Assert.Contains(report.Differences, difference => difference.StartsWith("customer/c4 has item ", StringComparison.Ordinal));
        Assert.Contains("customer/nobody has a read model at 1 and no events.", report.Differences);

        async Task DamageItemAsync(string customer, Func<ItemRow, ItemRow> damage)
        {
            var page = await side.Store.ReadPageAsync(Models.CustomerOrders, new(PartitionKey.Customer(customer), [.. Enumerable.Range(0, 100)], null, 1), Token);
            await DamageAsync(side, customer, row => row, damage(page[0]));
        }
    }

    [Fact]
    public async Task A_read_model_that_waits_where_it_must_is_no_difference()
    {
        await using var side = await ReadSide.OpenAsync();
        var order = new OrderId("ada", "1");
        side.Journal.Append(order, Sample.Placed());
        side.Journal.Append(order.PartitionKey, order.Aggregate, new("order-vanished", 1, "{}"u8.ToArray()));
        side.Journal.Append(order, Sample.Confirmed);
        using var key = side.Activate("ada");
        await key.DeliverAsync(side.Journal.Of(order.PartitionKey));

        var report = await side.VerifyAsync();

        Assert.Empty(report.Differences);
        Assert.Equal(1, report.Parked);
    }

    [Fact]
    public async Task A_projection_that_does_not_exist_is_refused()
    {
        await using var side = await ReadSide.OpenAsync();

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => side.Verifier.VerifyAsync("fraud", null, Token));

        Assert.Equal($"There is no projection 'fraud'; there are {CustomerOrdersProjection.Name}.", exception.Message);
    }

    private static async Task<ReadSide> FilledAsync(int customerCount, int eventCount, int passEventsMax)
    {
        var side = await ReadSide.OpenAsync(new() { VerifyPassEventsMax = passEventsMax }, new MemoryJournal(2));
        var customers = Enumerable.Range(0, customerCount).Select(number => $"c{number}").ToList();
        foreach (var group in new Shop(side.Journal, new(7)).Run(customers, eventCount).GroupBy(recorded => recorded.Key))
        {
            using var key = side.Activate(group.Key.Name);
            await key.DeliverAsync([.. group]);
        }

        return side;
    }

    private static async Task DamageAsync(ReadSide side, string customer, Func<ReadModelRow, ReadModelRow> damage, params ItemRow[] items)
    {
        var row = await side.Store.FindAsync(Models.Of(customer),
            Token) ?? throw new InvalidOperationException($"{customer} has no read model.");
        var damaged = damage(row);
        await side.Store.SaveAsync([new(Models.Of(customer), damaged.Partition, damaged.Position, damaged.Body, items)], Token);
    }
}
