using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using CsCheck;

namespace CommandProcessor.Projections.Tests.Runtime;

public sealed class WatchTests
{
    private const string Ada = "ada";
    private static readonly OrderId First = new(Ada, "1");

    /// <summary>A wait that ends by a change or not at all, as far as a test goes.</summary>
    private static readonly ProjectionOptions Patient = new() { WatchWaitMaxMs = 60_000 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_current_state_comes_first_and_then_each_change()
    {
        await using var side = await ReadSide.OpenAsync(Patient);
        using var key = new KeyActivation(side, Ada);

        var first = await key.WatchCountAsync(after: null);
        var waiting = key.WatchCountAsync(first.Token);
        await WaitsAsync(key);
        await key.DeliverAsync(side.Journal.Append(First, Sample.Placed()));

        Assert.Equal((true, "0"), (first.IsChanged, first.Value));
        Assert.Equal((true, "1"), ((await waiting).IsChanged, (await waiting).Value));
    }

    [Fact]
    public async Task A_change_of_something_else_is_not_told()
    {
        await using var side = await ReadSide.OpenAsync(Patient);
        using var key = new KeyActivation(side, Ada);
        await key.DeliverAsync(side.Journal.Append(First, Sample.Placed()));
        var placed = await key.WatchStatusAsync("1", after: null);

        var waiting = key.WatchStatusAsync("1", placed.Token);
        await WaitsAsync(key);
        await key.DeliverAsync(side.Journal.Append(new(Ada, "2"), Sample.Placed()));
        await key.DeliverAsync(side.Journal.Append(First, Sample.Amended(7)));
        Assert.False(waiting.IsCompleted);
        await key.DeliverAsync(side.Journal.Append(First, Sample.Confirmed));

        Assert.Equal("Confirmed", (await waiting).Value);
    }

    [Fact]
    public async Task A_slow_watcher_is_shown_the_newest_state_once()
    {
        await using var side = await ReadSide.OpenAsync(Patient);
        using var key = new KeyActivation(side, Ada);
        var first = await key.WatchCountAsync(after: null);

        for (var number = 1; number <= 100; number++) await key.DeliverAsync(side.Journal.Append(new(Ada, $"{number}"), Sample.Placed()));
        var newest = await key.WatchCountAsync(first.Token);
        var nothing = await key.WatchCountAsync(newest.Token, waitMs: 0);

        Assert.Equal("100", newest.Value);
        Assert.Equal((false, null), (nothing.IsChanged, nothing.Value));
    }

    [Fact]
    public async Task A_wait_in_vain_ends_with_its_time()
    {
        await using var side = await ReadSide.OpenAsync(new() { WatchWaitMaxMs = 20 });
        using var key = new KeyActivation(side, Ada);
        var first = await key.WatchCountAsync(after: null);

        var nothing = await key.WatchCountAsync(first.Token);

        Assert.False(nothing.IsChanged);
        Assert.Equal(first.Token.Digest, nothing.Token.Digest);
    }

    [Fact]
    public async Task What_the_road_does_not_bring_is_told_from_the_journal()
    {
        await using var side = await ReadSide.OpenAsync(new() { WatchWaitMaxMs = 20, WatchLookPeriodMs = 10 });
        using var key = new KeyActivation(side, Ada);
        var seen = await key.WatchCountAsync(after: null);
        side.Journal.Append(First, Sample.Placed());

        await Eventually.HoldsAsync("the order is told of", async () => (seen = await key.WatchCountAsync(seen.Token)).IsChanged);

        Assert.Equal("1", seen.Value);
    }

    [Fact]
    public async Task With_the_journal_away_a_watcher_waits_on()
    {
        await using var side = await ReadSide.OpenAsync(new() { WatchWaitMaxMs = 20, WatchLookPeriodMs = 10 });
        using var key = new KeyActivation(side, Ada);
        await key.DeliverAsync(side.Journal.Append(First, Sample.Placed()));
        var seen = await key.WatchCountAsync(after: null);
        side.Journal.IsAway = true;

        Assert.False((await key.WatchCountAsync(seen.Token)).IsChanged);
    }

    [Fact]
    public async Task After_a_crash_another_activation_goes_on_where_the_watcher_was()
    {
        await using var side = await ReadSide.OpenAsync(Patient);
        WatchAnswer<string> seen;
        using (var crashed = new KeyActivation(side, Ada))
        {
            side.Store.FailSaves(First.PartitionKey, int.MaxValue); // It shows what it could not save.
            await Assert.ThrowsAnyAsync<Exception>(() => crashed.DeliverAsync(side.Journal.Append(First, Sample.Placed())));
            seen = await crashed.WatchCountAsync(after: null);
        }

        using var next = new KeyActivation(side, Ada);
        var same = await next.WatchCountAsync(seen.Token, waitMs: 0);
        side.Journal.Append(new(Ada, "2"), Sample.Placed());
        using var third = new KeyActivation(side, Ada);
        var changed = await third.WatchCountAsync(same.Token, waitMs: 0);

        Assert.Equal("1", seen.Value);
        Assert.False(same.IsChanged);
        Assert.Equal("2", changed.Value);
    }

    [Fact]
    public async Task More_watchers_of_one_than_allowed_are_refused_by_name()
    {
        await using var side = await ReadSide.OpenAsync(new() { WatchWaitMaxMs = 60_000, WatchersOfOneMax = 1 });
        using var key = new KeyActivation(side, Ada);
        using var leaving = new CancellationTokenSource();
        var first = await key.WatchCountAsync(after: null);
        var waiting = key.WatchCountAsync(first.Token, leaving: leaving);
        await WaitsAsync(key);

        var refused = await Assert.ThrowsAsync<QueryRetryException>(() => key.WatchCountAsync(first.Token));

        Assert.Contains($"1 callers watch {Models.Of(Ada)} already, ProjectionOptions.WatchersOfOneMax.", refused.Message, StringComparison.Ordinal);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task More_watchers_on_a_silo_than_allowed_are_refused()
    {
        await using var side = await ReadSide.OpenAsync(new() { WatchWaitMaxMs = 60_000, WatchersMax = 1 });
        using var ada = new KeyActivation(side, Ada);
        using var bob = new KeyActivation(side, "bob");
        using var leaving = new CancellationTokenSource();
        var first = await ada.WatchCountAsync(after: null);
        var waiting = ada.WatchCountAsync(first.Token, leaving: leaving);
        await WaitsAsync(ada);

        var refused = await Assert.ThrowsAsync<QueryRetryException>(() => bob.WatchCountAsync(after: null));

        Assert.Contains("ProjectionOptions.WatchersMax", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, bob.WatcherCount);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_watcher_that_went_away_leaves_its_place()
    {
        await using var side = await ReadSide.OpenAsync(Patient);
        using var key = new KeyActivation(side, Ada);
        using var leaving = new CancellationTokenSource();
        var first = await key.WatchCountAsync(after: null);
        var waiting = key.WatchCountAsync(first.Token, leaving: leaving);
        await WaitsAsync(key);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Assert.Equal((0, 0), (key.WatcherCount, side.Services.Watches.Taken));
    }

    /// <summary>
    /// Whatever the road does, and however often the read model begins anew elsewhere, a watcher is shown a sequence of true states that never goes
    /// back, no state twice in a row, and the last one in the end.
    /// </summary>
    [Fact]
    public Task No_change_is_missed_over_crashes_and_a_bad_road() => Gen.Int[0, int.MaxValue - 1].SampleAsync(WatchAsync, iter: 60, threads: 2);

    private static async Task WatchAsync(int seed)
    {
        var random = new Random(seed);
        var options = new ProjectionOptions { WatchWaitMaxMs = 5, WatchLookPeriodMs = 10, WatchPauseMs = random.Next(2), ItemsInMemoryMax = random.Next(1, 6) };
        await using var side = await ReadSide.OpenAsync(options, new MemoryJournal(1));
        var shop = new Shop(side.Journal, random);
        List<string> seen = [];
        WatchToken? token = null;
        var key = new KeyActivation(side, Ada);
        for (var step = random.Next(5, 25); step > 0; step--)
        {
            var events = shop.Run([Ada, "bob"], random.Next(4));
            var brought = events.Where(recorded => recorded.Key == First.PartitionKey && random.Next(4) > 0)
                .SelectMany(recorded => Enumerable.Repeat(recorded, random.Next(1, 3))).OrderBy(recorded => recorded.Position + random.Next(3)).ToList();
            var delivery = key.DeliverAsync(brought);
            if (random.Next(3) > 0) await LookAsync(wait: random.Next(5));
            await delivery;
            if (random.Next(4) != 0) continue;
            key.Dispose();
            key = new(side, Ada);
        }

        var counts = Prefixes(side.Journal.Of(First.PartitionKey));
        var last = $"{counts[^1]}";
        for (var look = 0; look < 100 && (seen.Count == 0 || seen[^1] != last); look++) await LookAsync(wait: 15);
        key.Dispose();

        Assert.Equal(last, seen[^1]);
        Assert.True(seen.SequenceEqual(seen.Order(OrderByNumber)), $"It went back: {string.Join(' ', seen)}; seed {seed}.");
        Assert.Equal(seen.Distinct(), seen);

        async Task LookAsync(int wait)
        {
            var answer = await key.WatchCountAsync(token, wait);
            token = answer.Token;
            if (answer.IsChanged) seen.Add(answer.Value!); // It is there with a change.
        }
    }

    private static Comparer<string> OrderByNumber { get; } =
        Comparer<string>.Create((one, other) => int.Parse(one, null).CompareTo(int.Parse(other, null)));

    /// <summary>How many orders there are after each event, and before the first.</summary>
    private static List<int> Prefixes(IReadOnlyList<RecordedEvent> events)
    {
        List<int> counts = [0];
        foreach (var recorded in events) counts.Add(counts[^1] + (recorded.Version == 1 ? 1 : 0));
        return counts;
    }

    private static Task WaitsAsync(KeyActivation key) => Eventually.HoldsAsync("a watcher waits", () => Task.FromResult(key.WatcherCount > 0));
}
