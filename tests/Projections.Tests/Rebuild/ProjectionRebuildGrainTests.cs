using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Projections.Tests.TransactionHistory;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Projections.Tests.Rebuild;

/// <summary>On a cluster of its own: which version is shown afterwards is nothing that others can rely on.</summary>
public sealed class ProjectionRebuildGrainTests(ProjectionCluster cluster) : IClassFixture<ProjectionCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IProjectionRebuildGrain Orders => cluster.Grains.GetGrain<IProjectionRebuildGrain>("customer-orders");

    [Fact]
    public async Task A_view_is_rebuilt_and_switched_to_while_events_go_on_and_back_again()
    {
        var customer = Sample.NewCustomer();
        var shop = new Shop(cluster.Journal, new(5));
        await cluster.PublishAsync(shop.Run([customer], 30));
        var before = await cluster.Customer(customer).GetSummaryAsync(AtLeast.Anything, Token);
        var former = (await Orders.StandAsync(0, Token)).Shown;

        var begun = await Orders.StartAsync(Token);
        await cluster.PublishAsync(shop.Run([customer], 30));
        var done = await EndAsync();
        var during = await cluster.Customer(customer).GetSummaryAsync(AtLeast.Anything, Token);
        await cluster.PublishAsync(shop.Run([customer], 30));
        var after = await cluster.Customer(customer).GetSummaryAsync(new(cluster.Journal.Of(Key(customer))[^1].Position), Token);
        await Orders.GoBackAsync(Token);
        var back = await EndAsync();
        var returned = await cluster.Customer(customer).GetSummaryAsync(AtLeast.Anything, Token);

        Assert.Equal((RebuildState.Building, former, former + 1), (begun.State, begun.Shown, begun.Built));
        Assert.Equal((RebuildState.Done, former + 1), (done.State, done.Shown));
        Assert.Equal((RebuildState.Done, former), (back.State, back.Shown));
        Assert.True(before.OrderCount <= during.OrderCount && during.OrderCount <= after.OrderCount);
        Assert.Equal(after.OrderCount, returned.OrderCount);
        Assert.Empty((await VerifyAsync()).Differences);
    }

    [Fact]
    public async Task A_version_that_is_not_shown_is_deleted_with_its_rows()
    {
        await cluster.PublishAsync(new Shop(cluster.Journal, new(6)).Run([Sample.NewCustomer()], 10));
        await Orders.StartAsync(Token);
        await EndAsync();
        await Orders.StartAsync(Token); // What a rebuild made has rows for sure.
        await EndAsync();

        var shown = (await Orders.StandAsync(0, Token)).Shown;
        var kept = (await Orders.ListVersionsAsync(Token)).Count(version => version.State == "kept");
        var dropped = await Orders.DropAsync(Token);
        await Eventually.HoldsAsync("one version is left", async () => (await Orders.ListVersionsAsync(Token)).Length == 1);
        await Orders.StartAsync(Token);
        var next = await EndAsync();

        Assert.Matches(@$"^(\d+ read models with \d+ items); version {shown} has \1\. Of \d+ that stand at the same event in both all have the same checksum\.$", next.Verdict);
        Assert.Equal((kept, true), (dropped, kept > 0));
        Assert.Equal(shown + 1, next.Shown); // No number comes again.
        await Orders.DropAsync(Token);
        await Eventually.HoldsAsync("one version is left", async () => (await Orders.ListVersionsAsync(Token)).Length == 1);
        await Assert.ThrowsAsync<ArgumentException>(() => Orders.GoBackAsync(Token));
    }

    [Fact]
    public async Task A_cancelled_build_leaves_the_shown_version_and_is_gone_on_with()
    {
        await cluster.PublishAsync(new Shop(cluster.Journal, new(7)).Run([Sample.NewCustomer()], 10));
        var shown = (await Orders.StandAsync(0, Token)).Shown;

        cluster.Journal.IsAway = true; // Or it may be faster.
        var begun = await Orders.StartAsync(Token);
        var cancelled = await Orders.CancelAsync(Token);
        cluster.Journal.IsAway = false;
        var again = await Orders.StartAsync(Token);
        var done = await EndAsync();

        Assert.Equal((RebuildState.Cancelled, shown), (cancelled.State, cancelled.Shown));
        Assert.Equal(begun.Built, again.Built);
        Assert.Equal((RebuildState.Done, begun.Built), (done.State, done.Shown));
    }

    [Fact]
    public async Task A_rebuilt_history_has_the_same_checksums_although_other_entries_share_its_rows()
    {
        const int DepositCount = 20;
        var histories = cluster.Grains.GetGrain<IProjectionRebuildGrain>("transaction-history");
        var former = new ReadModelId("transaction-history", (await histories.StandAsync(0, Token)).Shown);
        var teller = new Teller(cluster.Journal, Sample.NewCustomer());
        await cluster.PublishAsync(teller.Open(teller.Main));
        for (var amount = 1; amount <= DepositCount; amount++)
        {
            var deposited = teller.Deposit(teller.Main, amount);
            await cluster.PublishAsync(deposited);
            await Eventually.HoldsAsync("it is saved", async () => (await cluster.Store.FindAsync(new(former, deposited.Key), Token))?.Position == deposited.Position);
        }

        await histories.StartAsync(Token);
        var done = await EndAsync(histories);

        Assert.Matches(@"^\d+ read models with \d+ items; version \d+ has \d+ read models with \d+ items\. Of \d+ that stand at the same event in both all have the same checksum\.$", done.Verdict);
        Assert.Equal(DepositCount, (await ReadRowsAsync(former)).Count);
        Assert.InRange((await ReadRowsAsync(former with { Version = done.Shown })).Count, 1, DepositCount / 4);

        Task<IReadOnlyList<ItemRow>> ReadRowsAsync(ReadModelId model) => cluster.Store.ReadItemsAsync(model, [teller.Main.PartitionKey], null, 1_000, Token);
    }

    [Fact]
    public async Task An_unknown_view_is_refused()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => cluster.Grains.GetGrain<IProjectionRebuildGrain>("nonsense").StartAsync(Token));

        Assert.StartsWith("There is no projection 'nonsense'; there are customer-orders, ", refused.Message, StringComparison.Ordinal);
    }

    private Task<RebuildStanding> EndAsync() => EndAsync(Orders);

    private static async Task<RebuildStanding> EndAsync(IProjectionRebuildGrain rebuild)
    {
        RebuildStanding? standing = null;
        await Eventually.HoldsAsync("the rebuild ends", async () =>
            (standing = await rebuild.StandAsync(0, Token)).State is RebuildState.Done or RebuildState.Failed or RebuildState.Cancelled);
        return standing!; // Seen just now.
    }

    private static Grains.Interfaces.Events.PartitionKey Key(string customer) => Grains.Interfaces.Events.PartitionKey.Customer(customer);

    private Task<VerificationReport> VerifyAsync() =>
        cluster.Services.GetRequiredService<ProjectionVerifier>().VerifyAsync("customer-orders", null, Token);
}
