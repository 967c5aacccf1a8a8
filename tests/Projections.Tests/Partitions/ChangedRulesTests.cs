using CommandProcessor.Projections.Fraud;
using CommandProcessor.Projections.Recommendations;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.Tests.Partitions;

/// <summary>A view whose rules were changed is folded anew by those of now, beside what it shows.</summary>
public sealed class ChangedRulesTests
{
    private const int EventCount = 60;
    private static readonly ProjectionOptions Quick = new() { ViewSavePeriodMs = 5, FeedLookPeriodMs = 10, FeedGapWaitMs = 5, ViewPauseMs = 0, ViewRetryMs = 1 };
    private static readonly TallyProjection Before = new() { Rules = "0a" };
    private static readonly TallyProjection Now = new() { Rules = "0b", Weight = 2 };

    [Fact]
    public async Task What_was_folded_by_other_rules_is_folded_anew_and_told_to_be_behind_until_then()
    {
        await using var side = await FoldedAsync(Before);
        Assert.Equal((EventCount, 0), (await side.SavedPositionAsync(Before), await side.SavedPositionAsync(Now)));
        Assert.NotEmpty((await side.VerifyAsync(Now)).Differences);

        await using var view = new ViewActivation(side, Now, 0);
        await Eventually.HoldsAsync("the view is folded anew", async () => await side.SavedPositionAsync(Now) == EventCount && await SumAsync(view) == 2 * EventCount);
        await view.DrainAsync();

        Assert.Empty((await side.VerifyAsync(Now)).Differences);
        Assert.Equal(0, await side.SavedPositionAsync(Before));
    }

    [Fact]
    public async Task What_was_folded_before_rules_were_written_down_is_folded_anew()
    {
        await using var side = await FoldedAsync(new());

        await using var view = new ViewActivation(side, Now, 0);
        await Eventually.HoldsAsync("the view is folded anew", async () => await side.SavedPositionAsync(Now) == EventCount && await SumAsync(view) == 2 * EventCount);
    }

    [Fact]
    public async Task It_shows_what_was_meanwhile_and_a_crash_begins_anew()
    {
        await using var side = await FoldedAsync(Before);
        var isFolded = new TaskCompletionSource();
        side.Store.BeforeSwap = token =>
        {
            isFolded.TrySetResult();
            return Task.Delay(Timeout.Infinite, token);
        };

        var first = new ViewActivation(side, Now, 0);
        await isFolded.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(EventCount, await SumAsync(first));
        new Shop(side.Journal, new(8)).Run(["ada"], 5);
        await first.DisposeAsync();
        side.Store.BeforeSwap = null;
        await using var second = new ViewActivation(side, Now, 0);
        await Eventually.HoldsAsync("the view is folded anew", async () => await side.SavedPositionAsync(Now) == EventCount + 5 && await SumAsync(second) == 2 * (EventCount + 5));
        await second.DrainAsync();

        Assert.Empty((await side.VerifyAsync(Now)).Differences);
    }

    [Fact]
    public async Task Rules_that_are_the_same_are_not_folded_anew()
    {
        await using var side = await FoldedAsync(Now);
        side.Store.BeforeSwap = _ => throw new InvalidOperationException("Nothing is to be folded anew.");

        await using var view = new ViewActivation(side, new() { Rules = Now.Rules, Weight = Now.Weight }, 0);
        new Shop(side.Journal, new(8)).Run(["ada"], 5);
        await view.AskSavedAsync(new(EventCount + 5));

        Assert.Equal(2 * (EventCount + 5), await SumAsync(view));
        Assert.Empty((await side.VerifyAsync(Now)).Differences);
    }

    [Fact]
    public void Every_option_counts_and_their_order_does_not()
    {
        var (first, second) = (new FraudOptions(), new FraudOptions());
        first.LargeFirstOrder.AmountMin["EUR"] = 5;
        first.LargeFirstOrder.AmountMin["CHF"] = 6;
        second.LargeFirstOrder.AmountMin["CHF"] = 6;
        second.LargeFirstOrder.AmountMin["EUR"] = 5;

        Assert.Equal(new FraudProjection(first).Rules, new FraudProjection(second).Rules);
        FraudOptions[] others =
        [
            new(), first, new() { CustomerCountMax = 9 }, new() { EvidenceCountMax = 9 }, new() { Velocity = { IsOn = false } }, new() { Velocity = { Score = 9 } },
            new() { RefundAbuse = { ShareMin = 0.9m } }, new() { ManyPayers = { WindowHours = 9 } },
        ];
        Assert.Equal(others.Length, others.Select(options => new FraudProjection(options).Rules).Distinct().Count());
        Assert.NotEqual(new RecommendationProjection(new()).Rules, new RecommendationProjection(new() { HalfLifeDays = 9 }).Rules);
    }

    private static async Task<ReadSide> FoldedAsync(TallyProjection projection)
    {
        var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        new Shop(side.Journal, new(7)).Run(["ada", "bob"], EventCount);
        await using var view = new ViewActivation(side, projection, 0);
        await view.AskSavedAsync(new(EventCount));
        return side;
    }

    private static async Task<int> SumAsync(ViewActivation view) => (await view.AskAsync(model => model.Customers.Rows.Values.Sum(row => row.Count))).Value;
}
