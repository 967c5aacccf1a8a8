using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Rebuild;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CsCheck;

namespace CommandProcessor.Projections.Tests.Rebuild;

public sealed class KeyedBuildTests
{
    private const int Iterations = 40;
    private static readonly string[] Customers = ["ada", "bob", "cleo", "dan", "eve"];

    [Fact]
    public Task A_build_that_is_stopped_and_gone_on_with_ends_as_the_fresh_fold() => Gen.Int[0, int.MaxValue - 1].SampleAsync(
        async seed => Assert.Empty((await BuildAsync(seed, hasGrains: false)).Differences), iter: Iterations, threads: 2);

    [Fact]
    public Task A_build_beside_grains_that_write_the_same_rows_ends_as_the_fresh_fold() => Gen.Int[0, int.MaxValue - 1].SampleAsync(
        async seed => Assert.Empty((await BuildAsync(seed, hasGrains: true)).Differences), iter: Iterations, threads: 2);

    [Fact]
    public async Task A_key_with_an_event_that_cannot_be_folded_is_parked_and_others_are_built()
    {
        await using var side = await ReadSide.OpenAsync(Options(new(1)), new MemoryJournal(1));
        new Shop(side.Journal, new(1)).Run(Customers, 100);
        side.Journal.Append(new("ada", "1x"), Sample.Confirmed); // Of an order that was never placed.
        new Shop(side.Journal, new(2)).Run(["bob", "cleo"], 20);

        await using (var build = NewBuild(side)) await build.ReachAsync(side.Journal.Head(0));
        var report = await side.VerifyAsync();

        Assert.Empty(report.Differences);
        Assert.Equal(1, report.Parked);
    }

    [Fact]
    public async Task What_cannot_be_read_as_it_is_stored_is_folded_anew()
    {
        await using var side = await ReadSide.OpenAsync(Options(new(1)), new MemoryJournal(1));
        new Shop(side.Journal, new(3)).Run(Customers, 60);
        await using (var build = NewBuild(side)) await build.ReachAsync(side.Journal.Head(0));
        foreach (var (customer, at) in Customers.Take(2).Zip([true, false]))
        {
            var row = await side.Store.FindAsync(Models.Of(customer), TestContext.Current.CancellationToken);
            Assert.NotNull(row);
            var items = (await side.Store.ReadItemsAsync(Models.CustomerOrders, [row.Key], null, 1_000, TestContext.Current.CancellationToken)).Select(item => item with { Body = "[]" });
            await side.Store.SaveAsync([new(Models.Of(customer), 0, row.Position, at ? "[]" : row.Body, [.. items])], TestContext.Current.CancellationToken);
        }

        new Shop(side.Journal, new(4)).Run(Customers, 60);
        await using (var build = NewBuild(side)) await build.ReachAsync(side.Journal.Head(0));

        Assert.Empty((await side.VerifyAsync()).Differences);
    }

    [Theory]
    [InlineData(1_000, 10)]
    [InlineData(1_000_000_000, 1)]
    public async Task Few_but_large_events_are_saved_too(int bytesMax, int saves)
    {
        var options = Options(new(1));
        (options.BuildPageSize, options.BuildTurnPages, options.BuildSaveEventsMax, options.BuildSaveBytesMax) = (10, 100, 1_000_000, bytesMax);
        await using var side = await ReadSide.OpenAsync(options, new MemoryJournal(1));
        for (var order = 0; order < 100; order++) side.Journal.Append(new("ada", $"{order}"), Sample.Placed());

        await using (var build = NewBuild(side)) await build.ReachAsync(side.Journal.Head(0));

        Assert.Equal(saves, side.Store.Saved.Count);
        Assert.Empty((await side.VerifyAsync()).Differences);
    }

    [Fact]
    public async Task What_a_page_makes_is_not_asked_for()
    {
        await using var side = await ReadSide.OpenAsync(Options(new(1)), new MemoryJournal(1));
        side.Journal.Append(new("ada", "1"), Sample.Placed());
        await using (var build = NewBuild(side)) await build.ReachAsync(side.Journal.Head(0));
        side.Journal.Append(new("ada", "2"), Sample.Placed());
        side.Journal.Append(new("ada", "2"), Sample.Confirmed);
        var before = side.Store.ReadCount;

        await using (var build = NewBuild(side)) await build.ReachAsync(side.Journal.Head(0));

        Assert.Equal(before, side.Store.ReadCount);
        Assert.Empty((await side.VerifyAsync()).Differences);
    }

    /// <summary>A build from a seed: in pages of any size, stopped and begun again, with saves that fail, while events and perhaps grains go on.</summary>
    private static async Task<VerificationReport> BuildAsync(int seed, bool hasGrains)
    {
        var random = new Random(seed);
        await using var side = await ReadSide.OpenAsync(Options(random), new MemoryJournal(1));
        var shop = new Shop(side.Journal, random);
        shop.Run(Customers, random.Next(1, 120));
        var grain = side.Activate(Customers[0]);
        for (var step = random.Next(1, 5); step > 0; step--)
        {
            await using var build = NewBuild(side);
            var events = shop.Run(Customers, random.Next(1, 60));
            if (random.Next(3) == 0) side.Store.FailSaves(events[0].Key, random.Next(1, 3));
            if (hasGrains)
            {
                if (random.Next(3) == 0) grain = side.Activate(Customers[0]);
                await Road.BringAsync(() => grain.DeliverAsync([.. events.Where(recorded => recorded.Key.Name == Customers[0])]));
            }

            if (random.Next(2) == 0) await build.ReachAsync(random.Next((int)side.Journal.Head(0)));
        }

        foreach (var customer in Customers) side.Store.FailSaves(Grains.Interfaces.Events.PartitionKey.Customer(customer), 0);
        await using (var last = NewBuild(side)) await last.ReachAsync(side.Journal.Head(0));
        if (hasGrains)
        {
            await grain.GetHeadAsync(new(side.Journal.Head(0)), CancellationToken.None);
            await grain.DrainAsync(CancellationToken.None);
        }

        return await side.VerifyAsync();
    }

    private static RunningBuild<CustomerOrdersProjection, CustomerOrdersHead, OrderView> NewBuild(ReadSide side) => new(side, Models.CustomerOrders);

    private static ProjectionOptions Options(Random random) => new()
    {
        BuildPageSize = random.Next(10, 30), BuildTurnPages = random.Next(1, 4), BuildSaveEventsMax = random.Next(10, 50),
        BuildSaveBytesMax = random.Next(1_000, 20_000), BuildKeysMax = 100,
        ItemsInMemoryMax = random.Next(1, 6), BuildItemsInMemoryMax = random.Next(0, 6), BuildLookPeriodMs = 10, ViewRetryMaxMs = 2,
    };
}
