using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Projections.Tests.Rebuild;
using CommandProcessor.Projections.TransactionHistory;
using CsCheck;

namespace CommandProcessor.Projections.Tests.TransactionHistory;

/// <summary>Entries share rows as they happened to be saved together. Whoever saves, and however often, each is there once, and pages show them in their order.</summary>
public sealed class StoredEntriesLawTests
{
    private const int Iterations = 60;
    private const int RowLengthMax = 1_800;
    private static readonly string[] Owners = ["ada", "bob"];

    [Fact]
    public Task Any_delivery_ends_as_the_fresh_fold_and_is_read_in_order() => Gen.Int[0, int.MaxValue - 1].SampleAsync(DeliverAsync, iter: Iterations, threads: 2);

    [Fact]
    public Task A_build_beside_grains_that_write_the_same_rows_ends_as_the_fresh_fold_and_is_read_in_order() =>
        Gen.Int[0, int.MaxValue - 1].SampleAsync(BuildAsync, iter: Iterations, threads: 2);

    [Fact]
    public async Task What_is_saved_together_shares_rows_of_a_page_each()
    {
        await using var side = await ReadSide.OpenAsync(journal: new MemoryJournal(1));
        var events = new Bank(side.Journal, new(1)).Run(["ada"], 400);
        using (var key = side.ActivateHistory("ada")) await key.DeliverAsync(events);

        var rows = await ReadRowsAsync(side, "ada");

        Assert.Empty((await side.VerifyHistoriesAsync()).Differences);
        Assert.True(rows.Sum(row => row.ItemCount) > 5 * rows.Count, $"{rows.Count} rows of {rows.Sum(row => row.ItemCount)} entries");
        Assert.All(rows, row => Assert.True(row.ItemCount == 1 || System.Text.Encoding.UTF8.GetByteCount(row.Body) <= RowLengthMax, row.Body));
    }

    [Fact]
    public async Task An_older_activation_saves_nothing_beside_what_a_newer_one_has_saved()
    {
        await using var side = await ReadSide.OpenAsync(journal: new MemoryJournal(1));
        var teller = new Teller(side.Journal, "ada");
        using var older = side.ActivateHistory("ada");
        using var newer = side.ActivateHistory("ada");
        RecordedEvent[] events = [teller.Open(teller.Main), teller.Deposit(teller.Main, 1m), teller.Deposit(teller.Main, 2m), teller.Deposit(teller.Main, 3m)];
        await older.DeliverAsync(events[..1]);
        await newer.DeliverAsync(events[..1]);

        await newer.DeliverAsync(events[1..2]); // Rows of one entry and of two,
        await newer.DeliverAsync(events[2..3]);
        await older.DeliverAsync(events[1..]); // and one that would have all three.

        Assert.Equal([1, 1, 1], (await ReadRowsAsync(side, "ada")).Select(row => row.ItemCount));
        Assert.Empty((await side.VerifyHistoriesAsync()).Differences);
    }

    [Fact]
    public async Task Rows_that_do_not_hold_what_they_say_are_found()
    {
        string[] owners = ["ada", "bob", "cleo", "dan", "eve"];
        await using var side = await ReadSide.OpenAsync(journal: new MemoryJournal(1));
        var events = new Bank(side.Journal, new(2)).Run(owners, 300);
        foreach (var owner in owners)
        {
            using var key = side.ActivateHistory(owner);
            await key.DeliverAsync([.. events.Where(recorded => recorded.Key.Name == owner)]);
        }

        await DamageAsync("ada", row => row with { Item = row.Item + "0" }); // Its entries stand there twice.
        await DamageAsync("bob", row => row with { ItemCount = row.ItemCount + 1 });
        await DamageAsync("cleo", row => row with { Body = row.Body[..row.Body.LastIndexOf('\n')] });
        await DamageAsync("dan", row => row with { Body = row.Body + "}" });
        var differences = (await side.VerifyHistoriesAsync()).Differences;

        Assert.Contains(differences, difference => difference.StartsWith("customer/ada has item ", StringComparison.Ordinal) && difference.EndsWith(" twice.", StringComparison.Ordinal));
        Assert.Contains(differences, difference => difference.StartsWith("customer/bob has a row of ", StringComparison.Ordinal));
        Assert.Contains(differences, difference => difference.StartsWith("customer/cleo has ", StringComparison.Ordinal) && difference.Contains(" items of ", StringComparison.Ordinal));
        Assert.Contains(differences, difference => difference.StartsWith("customer/dan has a row ", StringComparison.Ordinal) && difference.Contains("cannot be read", StringComparison.Ordinal));
        Assert.DoesNotContain(differences, difference => difference.StartsWith("customer/eve", StringComparison.Ordinal));

        async Task DamageAsync(string owner, Func<ItemRow, ItemRow> damage)
        {
            var row = (await ReadRowsAsync(side, owner)).MaxBy(row => row.ItemCount)!; // It has many.
            var head = (await side.Store.FindAsync(Of(owner), CancellationToken.None))!; // It was saved above.
            await side.Store.SaveAsync([new(Of(owner), 0, head.Position, head.Body, [damage(row)])], CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_folded_anew()
    {
        await using var side = await ReadSide.OpenAsync(journal: new MemoryJournal(1));
        var events = new Bank(side.Journal, new(3)).Run(["ada"], 100);
        using (var key = side.ActivateHistory("ada")) await key.DeliverAsync(events);
        var row = (await ReadRowsAsync(side, "ada"))[^1];
        var head = (await side.Store.FindAsync(Of("ada"), CancellationToken.None))!; // It was saved above.
        await side.Store.SaveAsync([new(Of("ada"), 0, head.Position, head.Body, [row with { Body = row.Body + "\n{" }])], CancellationToken.None);

        await CheckPagesAsync(side, "ada", events, new(3));

        Assert.Empty((await side.VerifyHistoriesAsync()).Differences);
    }

    [Fact]
    public async Task Entries_are_not_found_by_id()
    {
        await using var side = await ReadSide.OpenAsync();
        using var key = side.ActivateHistory("ada");

        var exception = await Assert.ThrowsAsync<NotSupportedException>(() => key.GetItemAsync("1", AtLeast.Anything, CancellationToken.None));

        Assert.Equal("Items of transaction-history are final, so they are found by page, not by id.", exception.Message);
    }

    private static async Task DeliverAsync(int seed)
    {
        var random = new Random(seed);
        await using var side = await ReadSide.OpenAsync(new() { ItemsInMemoryMax = random.Next(1, 12), FillPageSize = random.Next(2, 30) }, new MemoryJournal(1));
        var events = new Bank(side.Journal, random).Run(Owners, random.Next(1, 200));
        ProjectedKey<TransactionHistoryProjection, TransactionHistoryHead, PlacedEntry>[] activations = [NewAda(), NewAda()];
        using var bob = side.ActivateHistory("bob");
        var answersToLose = 0;
        side.Store.AfterSave = _ =>
        {
            if (Interlocked.Decrement(ref answersToLose) >= 0) throw new ReadModelException("It is saved, and the answer is lost.", isTransient: true);
        };
        foreach (var batch in Road.Batches(events, random))
        {
            var at = random.Next(activations.Length);
            if (random.Next(8) == 0) activations[at] = NewAda();
            if (random.Next(4) == 0) side.Store.FailSaves(batch[0].Key, random.Next(1, 3));
            if (random.Next(4) == 0) Volatile.Write(ref answersToLose, random.Next(1, 3));
            await Road.BringAsync(() => (batch[0].Key.Name == "ada" ? activations[at] : bob).DeliverAsync(batch));
        }

        side.Store.AfterSave = null;
        await EndAsync(side, [.. activations, bob], events);
        foreach (var owner in Owners) await CheckPagesAsync(side, owner, events, random);

        ProjectedKey<TransactionHistoryProjection, TransactionHistoryHead, PlacedEntry> NewAda() => side.ActivateHistory("ada");
    }

    private static async Task BuildAsync(int seed)
    {
        var random = new Random(seed);
        ProjectionOptions options = new()
        {
            BuildPageSize = random.Next(10, 30), BuildTurnPages = random.Next(1, 4), BuildSaveEventsMax = random.Next(10, 80),
            BuildSaveBytesMax = random.Next(1_000, 20_000), BuildKeysMax = 100,
            ItemsInMemoryMax = random.Next(1, 12), BuildLookPeriodMs = 10, ViewRetryMaxMs = 2,
        };
        await using var side = await ReadSide.OpenAsync(options, new MemoryJournal(1));
        var bank = new Bank(side.Journal, random);
        List<RecordedEvent> events = [.. bank.Run(Owners, random.Next(1, 200))];
        var ada = side.ActivateHistory("ada");
        for (var step = random.Next(1, 5); step > 0; step--)
        {
            await using var build = NewBuild(side);
            var more = bank.Run(Owners, random.Next(1, 60));
            events.AddRange(more);
            if (random.Next(3) == 0) side.Store.FailSaves(more[0].Key, random.Next(1, 3));
            if (random.Next(3) == 0) ada = side.ActivateHistory("ada");
            await Road.BringAsync(() => ada.DeliverAsync([.. more.Where(recorded => recorded.Key.Name == "ada")]));
            if (random.Next(2) == 0) await build.ReachAsync(random.Next((int)side.Journal.Head(0)));
        }

        foreach (var owner in Owners) side.Store.FailSaves(PartitionKey.Customer(owner), 0);
        await using (var last = NewBuild(side)) await last.ReachAsync(side.Journal.Head(0));
        await EndAsync(side, [ada], events);
        foreach (var owner in Owners) await CheckPagesAsync(side, owner, events, random);
    }

    private static RunningBuild<TransactionHistoryProjection, TransactionHistoryHead, PlacedEntry> NewBuild(ReadSide side) => new(side, Models.TransactionHistory);

    private static async Task EndAsync(
        ReadSide side, IReadOnlyList<ProjectedKey<TransactionHistoryProjection, TransactionHistoryHead, PlacedEntry>> activations, IReadOnlyList<RecordedEvent> events)
    {
        foreach (var recorded in events) side.Store.FailSaves(recorded.Key, 0);
        foreach (var activation in activations)
        {
            await activation.GetHeadAsync(new(events[^1].Position), CancellationToken.None);
            await activation.DrainAsync(CancellationToken.None);
        }

        Assert.Empty((await side.VerifyHistoriesAsync()).Differences);
    }

    /// <summary>Reads all pages, of any size, of one account and of two, as whoever comes next does.</summary>
    private static async Task CheckPagesAsync(ReadSide side, string owner, IReadOnlyList<RecordedEvent> events, Random random)
    {
        var (_, items) = Fold<TransactionHistoryProjection, TransactionHistoryHead, PlacedEntry>.Of(
            PartitionKey.Customer(owner), events.Where(recorded => recorded.Key.Name == owner));
        foreach (int[] accounts in (int[][])[[0], [1], [2, 0]])
        {
            using var key = side.ActivateHistory(owner);
            var (read, pageSize) = (new List<PlacedEntry>(), random.Next(1, 40));
            for (string? next = ""; next is not null;)
            {
                ItemCursor? after = next.Length == 0 ? null : ItemCursor.Parse(next);
                var page = await key.GetPageAsync(_ => accounts, after, pageSize, AtLeast.Anything, CancellationToken.None);
                Assert.True(page.Items.Length <= pageSize);
                read.AddRange(page.Items);
                next = page.Next;
            }

            Assert.Equal(items.Values.Where(item => accounts.Contains(item.Account)).OrderByDescending(item => item.At).ThenByDescending(item => item.Position), read);
        }
    }

    private static ReadModelAddress Of(string owner) => new(Models.TransactionHistory, PartitionKey.Customer(owner));

    private static Task<IReadOnlyList<ItemRow>> ReadRowsAsync(ReadSide side, string owner) =>
        side.Store.ReadItemsAsync(Models.TransactionHistory, [PartitionKey.Customer(owner)], after: null, 10_000, CancellationToken.None);
}
