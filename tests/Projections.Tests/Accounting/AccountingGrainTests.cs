using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Accounting;

namespace CommandProcessor.Projections.Tests.Accounting;

/// <summary>The whole way: events on the road, a grain for each partition, and one that merges.</summary>
public sealed class AccountingGrainTests(ProjectionCluster cluster) : IClassFixture<ProjectionCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IAccountingGrain Grain => cluster.Grains.GetGrain<IAccountingGrain>(0);

    [Fact]
    public async Task What_the_grains_say_is_what_the_fold_of_everything_says()
    {
        var trade = new Trade(seed: 20260301).Run(80);
        var written = cluster.Journal.Append(trade);
        await cluster.PublishAsync(written);
        var atLeast = new AtLeastAll([.. written.GroupBy(recorded => recorded.Partition).Select(partition => new CommitPosition(partition.Key, partition.Max(recorded => recorded.Position)))]);
        var whole = PartitionFolds.Fold(new AccountingProjection(), written, 1);
        var request = new IncomeRequest(IncomePeriod.Month, new(2026, 1, 1), new(2027, 1, 1));

        var balance = await Grain.GetTrialBalanceAsync(null, atLeast, Token);
        var income = await Grain.GetIncomeAsync(request, atLeast, Token);

        Assert.Equal(AccountingAnswers.MergeTotals([AccountingAnswers.TotalsOf(whole[0])], null, ViewFreshness.None).Lines, balance.Lines);
        Assert.Equal(AccountingAnswers.MergeIncome([AccountingAnswers.IncomeOf(whole[0], request)], request, ViewFreshness.None).Lines, income.Lines);
        Assert.Equal((written.Count, 0, 0), (balance.Freshness.EventCount, balance.Freshness.Behind, balance.Freshness.ParkedKeys));
        Assert.True(balance.IsBalanced());

        // The journal: every entry once, the newest first, however small the pages are.
        var entries = new List<JournalEntry>();
        var page = new JournalRequest(PageSize: 37);
        do
        {
            var answer = await Grain.GetJournalAsync(page, atLeast, Token);
            entries.AddRange(answer.Entries);
            page = page with { After = answer.Next };
        }
        while (page.After is not null);
        Assert.All(entries, entry => Assert.True(entry.IsBalanced()));
        Assert.Equal(entries.OrderByDescending(entry => entry.At).Select(entry => entry.At), entries.Select(entry => entry.At));
        Assert.Equal(written.Count(recorded => Bookkeeping.BookingOf(recorded, new(1)) is not null), entries.DistinctBy(entry => (entry.Partition, entry.Position)).Count());
        Assert.Equal(entries.Count, entries.DistinctBy(entry => (entry.Partition, entry.Position)).Count());
    }

    [Fact]
    public async Task A_request_beyond_its_limits_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetIncomeAsync(new(IncomePeriod.Day, new(2026, 2, 1), new(2026, 1, 1)), AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetJournalAsync(new(PageSize: 1_001), AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetJournalAsync(new(After: "nonsense"), AtLeastAll.Anything, Token));
    }
}
