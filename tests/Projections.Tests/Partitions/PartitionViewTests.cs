using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CsCheck;

namespace CommandProcessor.Projections.Tests.Partitions;

public sealed class PartitionViewTests
{
    private const int Iterations = 40;
    private static readonly ProjectionOptions Quick = new() { ViewSavePeriodMs = 5, FeedLookPeriodMs = 10, FeedGapWaitMs = 5, ViewPauseMs = 0, ViewRetryMs = 1 };

    [Fact]
    public Task Any_delivery_through_crashes_and_failing_saves_ends_as_the_fresh_fold() => Gen.Int[0, int.MaxValue - 1].SampleAsync(
        async seed => Assert.Empty((await RunAsync(seed)).Differences), iter: Iterations, threads: 2);

    [Fact]
    public async Task What_the_road_never_brings_is_read_from_the_journal()
    {
        await using var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        var events = new Shop(side.Journal, new(1)).Run(["ada", "bob"], 100);
        await using var view = new ViewActivation(side, new(), 0);

        var answer = await view.AskAsync(model => model.Customers.Rows.Values.Sum(row => row.Count), new(100));

        Assert.Equal(events.Count, answer.Value);
        Assert.Equal(new ViewFreshness(100, 0, 0, null), answer.Freshness);
    }

    [Fact]
    public async Task A_query_beyond_the_journal_says_how_far_behind_it_is()
    {
        await using var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        new Shop(side.Journal, new(1)).Run(["ada"], 10);
        await using var view = new ViewActivation(side, new(), 0);
        await view.AskAsync(model => 0, new(10));

        var refused = await Assert.ThrowsAsync<QueryRetryException>(() => view.AskAsync(model => 0, new(25, TimeSpan.FromMilliseconds(200))));

        Assert.Equal("tally.v1 of partition/0 stands at 0@10 and is 15 events behind 0@25, which is asked for.", refused.Message);
    }

    [Fact]
    public async Task A_query_that_waits_ends_the_rest_of_a_view()
    {
        await using var side = await ReadSide.OpenAsync(
            new() { ViewSavePeriodMs = 5, FeedLookPeriodMs = 10, FeedGapWaitMs = 5, ViewRetryMs = 1, ViewPauseMs = 600_000 }, new MemoryJournal(1));
        var shop = new Shop(side.Journal, new(1));
        await using var view = new ViewActivation(side, new(), 0);

        for (var position = 1; position <= 5; position++)
        {
            shop.Run(["ada"], 1);
            Assert.Equal(position, (await view.AskAsync(model => model.Customers.Rows.Values.Sum(row => row.Count), new(position))).Value);
        }
    }

    [Fact]
    public async Task A_key_that_cannot_be_folded_waits_and_others_flow()
    {
        await using var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        var events = new Shop(side.Journal, new(7)).Run(["ada", "bob"], 60);
        var broken = events.Where(recorded => recorded.Key.Name == "ada").ElementAt(3);
        await using var view = new ViewActivation(side, new() { Refuses = recorded => recorded.Position == broken.Position }, 0);

        var answer = await view.AskAsync(model => (Ada: model.Customers.Find("ada")!.Count, Bob: model.Customers.Find("bob")!.Count), new(60));

        Assert.Equal((3, events.Count(recorded => recorded.Key.Name == "bob")), answer.Value);
        Assert.Equal((1, true), (answer.Freshness.ParkedKeys, answer.Freshness.StaleSince is not null));
    }

    [Fact]
    public async Task After_the_fix_a_redrive_ends_as_the_fresh_fold()
    {
        await using var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        var events = new Shop(side.Journal, new(7)).Run(["ada", "bob"], 60);
        var projection = new TallyProjection { Refuses = recorded => recorded.Type == "order-confirmed" };
        await using var view = new ViewActivation(side, projection, 0);
        Assert.True((await view.AskAsync(model => 0, new(60))).Freshness.ParkedKeys > 0);

        projection.Refuses = _ => false;
        var parked = await view.RefoldAsync();
        var counted = await view.AskAsync(model => model.Customers.Rows.Values.Sum(row => row.Count));
        await view.DrainAsync();

        Assert.Empty(parked);
        Assert.Equal(events.Count, counted.Value);
        Assert.Empty((await side.VerifyAsync(projection)).Differences);
    }

    [Fact]
    public async Task An_activation_that_ends_while_it_folds_anew_leaves_what_was_and_the_next_does_it()
    {
        await using var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        new Shop(side.Journal, new(7)).Run(["ada", "bob"], 60);
        var projection = new TallyProjection { Refuses = recorded => recorded.Type == "order-confirmed" };
        var first = new ViewActivation(side, projection, 0);
        var before = await first.PageAsync(new(100), new(60));
        projection.Refuses = _ => false;
        var folded = new TaskCompletionSource();
        side.Store.BeforeSwap = token =>
        {
            folded.TrySetResult();
            return Task.Delay(Timeout.Infinite, token);
        };

        var redrive = first.RefoldAsync();
        await folded.Task.WaitAsync(TestContext.Current.CancellationToken);
        var during = await first.PageAsync(new(100));
        await first.DisposeAsync();
        await Assert.ThrowsAsync<QueryRetryException>(() => redrive);
        side.Store.BeforeSwap = null;
        await using var second = new ViewActivation(side, projection, 0);
        var after = await second.PageAsync(new(100), new(60));
        var parked = await second.RefoldAsync();
        var whole = await second.PageAsync(new(100));
        await second.DrainAsync();

        Assert.True(before.Freshness.ParkedKeys > 0 && before.Entries.Length < 60);
        Assert.Equal(before.Entries.Select(entry => entry.Id), during.Entries.Select(entry => entry.Id));
        Assert.Equal(before.Entries.Select(entry => entry.Id), after.Entries.Select(entry => entry.Id));
        Assert.Equal(before.Freshness.ParkedKeys, after.Freshness.ParkedKeys);
        Assert.Empty(parked);
        Assert.Equal(60, whole.Entries.Length);
        Assert.Empty((await side.VerifyAsync(projection)).Differences);
    }

    [Fact]
    public async Task An_activation_that_still_holds_the_old_fold_adds_nothing_to_the_new()
    {
        await using var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        var shop = new Shop(side.Journal, new(7));
        shop.Run(["ada", "bob"], 60);
        var projection = new TallyProjection { Refuses = recorded => recorded.Type == "order-confirmed" };
        await using var old = new ViewActivation(side, projection, 0);
        Assert.True((await old.AskAsync(model => 0, new(60))).Freshness.ParkedKeys > 0);
        projection.Refuses = _ => false;

        await using var next = new ViewActivation(side, projection, 0);
        await next.RefoldAsync();
        var events = shop.Run(["ada", "bob"], 40);
        foreach (var view in new[] { old, next }) await view.AskAsync(model => 0, new(events[^1].Position));
        await Eventually.HoldsAsync("the view is saved", async () => await side.SavedPositionAsync(projection) == events[^1].Position);
        await Eventually.HoldsAsync("the old fold is given up", async () => (await old.AskAsync(model => 0)).Freshness.ParkedKeys == 0);

        Assert.Empty((await side.VerifyAsync(projection)).Differences);
    }

    [Fact]
    public async Task Pages_of_the_log_show_everything_once_saved_or_not()
    {
        await using var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        new Shop(side.Journal, new(3)).Run(["ada", "bob"], 50);
        await using var view = new ViewActivation(side, new(), 0);
        await view.AskAsync(model => 0, new(50));
        await view.DrainAsync();
        side.Store.BeforeSave = _ => throw new InvalidOperationException("The database takes nothing.");
        new Shop(side.Journal, new(4)).Run(["cleo"], 30);
        await using var next = new ViewActivation(side, new(), 0);

        List<long> seen = [];
        for (LogCursor? after = null; ;)
        {
            var page = await next.PageAsync(new(7, After: after), new(80));
            seen.AddRange(page.Entries.Select(entry => entry.Entry.Last));
            if (page.Next is null) break;
            after = page.Next;
        }

        Assert.Equal(Enumerable.Range(1, 80).Select(position => (long)position), seen.Order());
        Assert.Equal(80, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_period_of_the_log_holds_its_beginning_and_not_its_end()
    {
        await using var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        var events = new Shop(side.Journal, new(3)).Run(["ada"], 20);
        await using var view = new ViewActivation(side, new(), 0);

        var page = await view.PageAsync(new(100, From: events[4].RecordedAt, Until: events[9].RecordedAt), new(20));

        Assert.Equal([9, 8, 7, 6, 5], page.Entries.Select(entry => entry.Entry.Last));
    }

    /// <summary>Everything that may happen to a view, from a seed: events doubled, dropped and shuffled, crashes, a database that fails.</summary>
    private static async Task<VerificationReport> RunAsync(int seed)
    {
        var random = new Random(seed);
        var options = new ProjectionOptions
        {
            FillPageSize = random.Next(2, 20), ViewSaveEventsMax = random.Next(1, 30), ViewSavePeriodMs = random.Next(1, 10), FeedEventsMax = 1_000,
            FeedLookPeriodMs = 10, FeedGapWaitMs = random.Next(0, 4), ViewPauseMs = random.Next(0, 2), ViewRetryMs = 1, ViewRetryMaxMs = 4,
        };
        await using var side = await ReadSide.OpenAsync(options, new MemoryJournal(1));
        var projection = new TallyProjection();
        if (random.Next(2) == 0) projection.Refuses = recorded => recorded.Position % 37 == 5;
        var shop = new Shop(side.Journal, random);
        var view = new ViewActivation(side, projection, 0);
        for (var step = random.Next(3, 15); step > 0; step--)
        {
            var events = shop.Run(["ada", "bob", "cleo"], random.Next(1, 40));
            foreach (var recorded in events.Where(_ => random.Next(6) > 0).OrderBy(recorded => recorded.Position + random.Next(4))) side.Services.Feed.Add([recorded]);
            if (random.Next(4) == 0) side.Store.FailSaves(PartitionKey.Create("partition", "0"), random.Next(1, 3));
            if (random.Next(3) == 0) await view.AskAsync(model => 0, new(events[^1].Position));
            if (random.Next(4) != 0) continue;
            await view.DisposeAsync();
            view = new(side, projection, 0);
        }

        var head = (await side.Journal.GetStateAsync(0, CancellationToken.None)).Head;
        await view.AskAsync(model => 0, new(head));
        await Eventually.HoldsAsync("the view is saved", async () => await side.SavedPositionAsync(projection) == head);
        await view.DisposeAsync();
        return await side.VerifyAsync(projection);
    }

    [Fact]
    public async Task A_page_whose_database_is_away_or_hangs_is_asked_for_again()
    {
        await using var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        new Shop(side.Journal, new(3)).Run(["ada"], 20);
        await using var view = new ViewActivation(side, new(), 0);
        await view.PageAsync(new(5), new(20));

        side.Store.BeforePage = () => throw new ReadModelException("PostgreSQL starts.", isTransient: true);
        var away = await Assert.ThrowsAsync<QueryRetryException>(() => view.PageAsync(new(5)));
        side.Store.BeforePage = () => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        var hangs = await Assert.ThrowsAsync<QueryRetryException>(() => view.PageAsync(new(5), new(0, TimeSpan.FromMilliseconds(100))));

        Assert.Equal("tally.v1 of partition/0 cannot be read just now: PostgreSQL starts.", away.Message);
        Assert.Contains("does not answer", hangs.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redrive_that_takes_longer_than_a_call_goes_on_and_is_told_when_it_is_done()
    {
        await using var side = await ReadSide.OpenAsync(new() { ViewSavePeriodMs = 5, FeedLookPeriodMs = 10, FeedGapWaitMs = 5, ViewPauseMs = 0, RedriveWaitMs = 50 }, new MemoryJournal(1));
        new Shop(side.Journal, new(7)).Run(["ada", "bob"], 60);
        var projection = new TallyProjection { Refuses = recorded => recorded.Type == "order-confirmed" };
        await using var view = new ViewActivation(side, projection, 0);
        var before = (await view.AskAsync(model => 0, new(60))).Freshness.ParkedKeys;
        projection.Refuses = recorded => recorded.Key.Name == "ada" && recorded.Type == "order-confirmed";
        var folded = new TaskCompletionSource();
        side.Store.BeforeSwap = _ => folded.Task;

        var first = await view.RedriveAsync(since: null, onlyParked: true);
        var second = await view.RedriveAsync(first.Generation, onlyParked: true);
        folded.SetResult();
        var done = second;
        await Eventually.HoldsAsync("the redrive is done", async () => (done = await AskAgainAsync()).IsDone);
        var again = await AskAgainAsync();

        Assert.Equal((false, false, before), (first.IsDone, second.IsDone, first.ParkedCount));
        Assert.Equal((1, 1), (done.Freed, done.ParkedCount)); // One of the two waits still.
        Assert.Equal("customer/ada", Assert.Single(done.Parked).Key);
        Assert.NotEqual(first.Generation, done.Generation);
        Assert.Equal((true, done.Freed, done.Generation), (again.IsDone, again.Freed, again.Generation)); // It is told again, not folded again.

        Task<RedriveStanding> AskAgainAsync() => Eventually.AnsweredAsync(() => view.RedriveAsync(first.Generation, onlyParked: true));
    }
}
