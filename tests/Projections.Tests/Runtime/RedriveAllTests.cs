using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests.Runtime;

/// <summary>An operator tries all parked keys of a view over everybody again.</summary>
public sealed class RedriveAllTests
{
    private const string View = "accounting";
    private const int KeyCount = 250;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task Each_partition_is_folded_anew_once_and_each_key_counted_once(int stillBroken)
    {
        await using var cluster = new ProjectionCluster { Configure = options => options.RedriveWaitMs = 100 };
        await cluster.InitializeAsync();
        var broken = Enumerable.Range(0, KeyCount).Select(_ => Break(cluster)).ToList();
        await ParkedAsync(cluster, KeyCount);
        foreach (var recorded in broken.Skip(stillBroken)) Repair(cluster, recorded);
        var swaps = 0;
        cluster.Store.BeforeSwap = async token =>
        {
            Interlocked.Increment(ref swaps);
            await Task.Delay(300, token); // Longer than a call waits.
        };

        var (redriven, still, calls) = (0, new List<ParkedReadModel>(), 0);
        for (string? after = null; ; calls++)
        {
            var report = await Eventually.AnsweredAsync(() => cluster.Admin.RedriveAllAsync(View, after, countMax: 100, Token));
            redriven += report.Redriven;
            still.AddRange(report.StillParked);
            if (report.Next is null) break;
            after = report.Next;
        }

        Assert.Equal((KeyCount - stillBroken, stillBroken), (redriven, still.Count));
        Assert.Equal(still.Select(parked => parked.Key).Distinct().Count(), still.Count);
        Assert.Equal(cluster.Journal.Partitioning.PartitionCount, swaps);
        Assert.True(calls > swaps, $"{calls} calls for {swaps} partitions did not wait.");
        Assert.Equal(stillBroken, await cluster.Admin.CountParkedAsync(View, Token));
    }

    [Fact]
    public async Task One_key_is_tried_again_with_its_partition_however_long_that_takes()
    {
        await using var cluster = new ProjectionCluster { Configure = options => options.RedriveWaitMs = 50 };
        await cluster.InitializeAsync();
        var broken = Break(cluster);
        await ParkedAsync(cluster, 1);
        var still = await Eventually.AnsweredAsync(() => cluster.Admin.RedriveAsync(View, broken.Key.Value, Token));
        Repair(cluster, broken);
        cluster.Store.BeforeSwap = token => Task.Delay(300, token);

        Assert.Equal((broken.Key.Value, broken.Position), (still?.Key, still?.Position));
        Assert.Null(await Eventually.AnsweredAsync(() => cluster.Admin.RedriveAsync(View, broken.Key.Value, Token)));
        Assert.Equal(0, await cluster.Admin.CountParkedAsync(View, Token));
    }

    [Fact]
    public async Task A_place_that_no_report_gave_is_refused()
    {
        await using var cluster = new ProjectionCluster();
        await cluster.InitializeAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Admin.RedriveAllAsync(View, "partition/x", 100, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Admin.RedriveAllAsync(View, "customer/17850", 100, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Admin.RedriveAllAsync(View, "partition/1@2", 100, Token));
    }

    /// <summary>Nothing happens after the redrive that would move the view.</summary>
    [Fact]
    public async Task A_ranking_at_rest_shows_what_a_redrive_has_brought()
    {
        await using var cluster = new ProjectionCluster();
        await cluster.InitializeAsync();
        var analytics = cluster.Grains.GetGrain<IAnalyticsGrain>(0);
        cluster.Journal.Append(new OrderId("ada", "1"), Sample.Placed());
        var broken = cluster.Journal.Append(PartitionKey.Customer("bob"), new OrderId("bob", "1").Aggregate, new("order-placed", 1, "{}"u8.ToArray()));
        var request = new RankingRequest(SalesSubject.Product, "GBP");
        await analytics.GetOverviewAsync(new([new(broken.Partition, broken.Position)]), Token);
        var last = cluster.Journal.Append(new OrderId("bob", "2"), Sample.Placed()); // So that the feed has nothing of what is mended in hand.
        await analytics.GetOverviewAsync(new([new(last.Partition, last.Position)]), Token);
        await Eventually.HoldsAsync("one order is ranked", async () => await PiecesAsync() == 6);
        cluster.Journal.Repair(broken, OrderEventCodec.Instance.Encode(Sample.Placed()));

        await cluster.Admin.RedriveAsync("analytics", "customer/bob", Token);

        await Eventually.HoldsAsync("all orders are ranked", async () => await PiecesAsync() == 18);

        async Task<long> PiecesAsync() => (await analytics.GetRankingAsync(request, AtLeastAll.Anything, Token)).Places.Sum(place => place.Sales.PieceCount);
    }

    [Fact]
    public async Task Whoever_asks_for_the_books_while_a_database_is_away_is_told_to_ask_again()
    {
        await using var cluster = new ProjectionCluster();
        await cluster.InitializeAsync();
        var books = cluster.Grains.GetGrain<IAccountingGrain>(0);
        await books.GetJournalAsync(new(), AtLeastAll.Anything, Token);

        cluster.Store.BeforePage = () => throw new ReadModelException("PostgreSQL starts.", isTransient: true);
        await Assert.ThrowsAsync<QueryRetryException>(() => books.GetJournalAsync(new(), AtLeastAll.Anything, Token));
        cluster.Store.BeforePage = null;
        cluster.Journal.IsAway = true;
        await Assert.ThrowsAsync<QueryRetryException>(() => books.GetTrialBalanceAsOfAsync(atEndOf: null, new AsOfAll.Time(Sample.Day), Token));
        cluster.Journal.IsAway = false;
        Assert.Empty((await books.GetTrialBalanceAsOfAsync(atEndOf: null, new AsOfAll.Time(Sample.Day), Token)).Lines);
    }

    /// <summary>A capture fails that was never asked for, which the books cannot book.</summary>
    private static RecordedEvent Break(ProjectionCluster cluster)
    {
        var payment = new PaymentId(Sample.NewCustomer(), "1");
        return cluster.Journal.Append(payment, PaymentEventCodec.Instance, new PaymentEvent.PaymentCaptureFailed(Terms(payment), 7, "no such hold", Sample.Day));
    }

    private static void Repair(ProjectionCluster cluster, RecordedEvent broken) => cluster.Journal.Repair(
        broken, PaymentEventCodec.Instance.Encode(new PaymentEvent.PaymentVoided(Terms(PaymentId.Parse(broken.Aggregate.GrainKey)), "mended", Sample.Day)));

    private static PaymentTerms Terms(PaymentId payment) => new(new(payment.Customer, payment.Number), new(payment.Customer, "main"), new("shop", "till"), "GBP");

    private static Task ParkedAsync(ProjectionCluster cluster, int count) =>
        Eventually.HoldsAsync($"{count} keys are parked", async () => await cluster.Admin.CountParkedAsync(View, Token) == count);
}
