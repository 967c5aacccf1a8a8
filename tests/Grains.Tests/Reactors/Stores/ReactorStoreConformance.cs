using System.Data.Common;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Grains.Tests.Reactors.Stores;

/// <summary>What reactors rely on, whatever the database.</summary>
public abstract class ReactorStoreConformance : IAsyncLifetime
{
    private const int Partition = 3;
    private const int OtherPartition = 4;

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccountId Ada = new("ada", "main");

    private IReactorDatabase? _database;
    private SqlReactorStore? _store;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IReactorDatabase Database => _database ?? throw new InvalidOperationException("Not started.");

    private SqlReactorStore Store => _store ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _database = await CreateAsync();
        _store = _database.Open();
        await _store.InitializeAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<IReactorDatabase> CreateAsync();

    [Fact]
    public async Task The_tables_are_made_once_by_all_who_start_together()
    {
        await using var empty = await CreateAsync();
        var stores = Enumerable.Range(0, 4).Select(_ => empty.Open()).ToArray();

        await Task.WhenAll(stores.Select(store => Task.Run(() => store.InitializeAsync(Token), Token)));

        Assert.Equal(new ReactorClaim(1, 0), await stores[0].ClaimAsync(Partition, Token));
    }

    [Fact]
    public async Task Tables_that_are_there_keep_what_they_hold()
    {
        await SaveAsync(5, Due("a", Noon));

        await Database.Open().InitializeAsync(Token);

        Assert.Equal(5, (await Store.ClaimAsync(Partition, Token)).Checkpoint);
        Assert.Equal(["a"], await ReadIdsAsync());
    }

    [Fact]
    public async Task A_claim_is_newer_than_the_one_before_it_and_goes_on_from_its_checkpoint()
    {
        var first = await Store.ClaimAsync(Partition, Token);
        Assert.True(await Store.SaveAsync(Partition, first.Epoch, Changes(7), Token));

        var second = await Database.Open().ClaimAsync(Partition, Token);

        Assert.Equal(new ReactorClaim(1, 0), first);
        Assert.Equal(new ReactorClaim(2, 7), second);
        Assert.Equal(new ReactorClaim(1, 0), await Store.ClaimAsync(OtherPartition, Token));
    }

    [Fact]
    public async Task Of_claims_that_race_no_two_are_the_same()
    {
        const int ClaimCount = 10;
        var stores = Enumerable.Range(0, 4).Select(_ => Database.Open()).ToArray();

        var epochs = await Task.WhenAll(stores.SelectMany(store => Enumerable.Range(0, ClaimCount)
            .Select(_ => Task.Run(async () => (await store.ClaimAsync(Partition, Token)).Epoch, Token))));

        Assert.Equal(Enumerable.Range(1, 4 * ClaimCount).Select(epoch => (long)epoch), epochs.Order());
    }

    [Fact]
    public async Task An_older_claim_saves_nothing()
    {
        var old = await Store.ClaimAsync(Partition, Token);
        await SaveAsync(5, Due("kept", Noon), parked: Parked("transfers", "kept"));

        var isSaved = await Store.SaveAsync(Partition, old.Epoch, new(9,
            new Dictionary<string, DueTime?> { ["kept"] = null, ["lost"] = Due("lost", Noon) },
            new Dictionary<ProcessId, ParkedReaction?> { [new("transfers", "kept")] = null, [new("transfers", "lost")] = Parked("transfers", "lost") }), Token);

        Assert.False(isSaved);
        Assert.Equal(5, (await Store.ClaimAsync(Partition, Token)).Checkpoint);
        Assert.Equal(["kept"], await ReadIdsAsync());
        Assert.Equal(["kept"], (await Store.ReadParkedAsync(Partition, 10, Token)).Select(parked => parked.Process));
    }

    [Fact]
    public async Task A_claim_in_the_middle_of_saving_finds_whole_saves_only_and_ends_them()
    {
        const int ReadMax = 10_000;
        var old = await Store.ClaimAsync(Partition, Token);
        var isUnderWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var saving = Task.Run(async () =>
        {
            var position = 1;
            while (await Store.SaveAsync(Partition, old.Epoch, Changes(position, Due($"{position}", Noon), Parked("transfers", $"{position}")), Token))
            {
                if (++position == 10) isUnderWay.SetResult();
            }

            return position - 1;
        }, Token);
        await isUnderWay.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        var claim = await Database.Open().ClaimAsync(Partition, Token);

        var last = await saving;
        Assert.Equal(last, claim.Checkpoint);
        Assert.Equal(last, (await Store.ReadDueAsync(Partition, Noon, ReadMax, Token)).Count);
        Assert.Equal(last, (await Store.ReadParkedAsync(Partition, ReadMax, Token)).Count);
    }

    [Fact]
    public async Task Of_changes_that_cannot_all_be_saved_none_is()
    {
        var claim = await SaveAsync(5, Due("kept", Noon));
        var unknown = new DueTime("unknown", Noon, Step.To(Ada, new AccountCommand.ReleaseHold("h")));

        await Assert.ThrowsAsync<NotSupportedException>(() => Store.SaveAsync(Partition, claim.Epoch, new(9,
            new Dictionary<string, DueTime?> { ["kept"] = null, ["lost"] = Due("lost", Noon), ["unknown"] = unknown },
            new Dictionary<ProcessId, ParkedReaction?>()), Token));

        Assert.Equal(5, (await Store.ClaimAsync(Partition, Token)).Checkpoint);
        Assert.Equal(["kept"], await ReadIdsAsync());
    }

    [Fact]
    public async Task What_is_due_is_read_by_time_up_to_a_moment_and_a_limit()
    {
        await SaveAsync(1, Due("third", Noon.AddSeconds(2)), Due("first", Noon), Due("later", Noon.AddDays(1)), Due("second", Noon.AddSeconds(1)));
        var claim = await Store.ClaimAsync(OtherPartition, Token);
        Assert.True(await Store.SaveAsync(OtherPartition, claim.Epoch, Changes(1, Due("elsewhere", Noon)), Token));

        Assert.Empty(await ReadIdsAsync(until: Noon.AddSeconds(-1)));
        Assert.Equal(["first", "second"], await ReadIdsAsync(countMax: 2));
        Assert.Equal(["first", "second", "third"], await ReadIdsAsync(until: Noon.AddSeconds(2)));
    }

    [Fact]
    public async Task Nothing_is_due_before_its_time()
    {
        var at = Noon.AddTicks(5);
        await SaveAsync(1, Due("a", at));

        Assert.Empty(await ReadIdsAsync(until: at.AddTicks(-1)));
        Assert.Equal(["a"], await ReadIdsAsync(until: at.AddMicroseconds(1)));
    }

    [Fact]
    public async Task What_is_due_can_be_put_off_and_forgotten()
    {
        var claim = await SaveAsync(1, Due("moved", Noon), Due("gone", Noon));

        Assert.True(await Store.SaveAsync(Partition, claim.Epoch, new(2,
            new Dictionary<string, DueTime?> { ["moved"] = Due("moved", Noon.AddHours(1)), ["gone"] = null, ["never there"] = null },
            new Dictionary<ProcessId, ParkedReaction?>()), Token));

        Assert.Empty(await ReadIdsAsync());
        Assert.Equal(["moved"], await ReadIdsAsync(until: Noon.AddHours(1)));
    }

    [Fact]
    public async Task The_next_is_found_when_there_is_one()
    {
        Assert.Null(await Store.FindNextDueAsync(Partition, Token));

        await SaveAsync(1, Due("b", Noon.AddHours(1)), Due("a", Noon), Due("c", Noon.AddHours(2)));

        Assert.Equal(Noon, await Store.FindNextDueAsync(Partition, Token));
        Assert.Null(await Store.FindNextDueAsync(OtherPartition, Token));
    }

    [Fact]
    public async Task Every_command_that_can_be_due_comes_back_as_it_was()
    {
        DueTime[] due =
        [
            new("it's 1", Noon, Step.To(Ada, new AccountCommand.ExpireHold("order/ada/1: '; --"))),
            new("2 😀", Noon.AddSeconds(1), Step.To(new Sku("85123A"), new StockCommand.ExpireBooking("order/ada/1"))),
            new("3", Noon.AddSeconds(2), Step.To(new OrderId("Ünï 😀", "1"), new OrderCommand.RejectOrder("Not paid in time."))),
            new("4", Noon.AddSeconds(3), Step.To(new ShipmentId("ada", "1"), new ShipmentCommand.CancelShipment(""))),
        ];
        await SaveAsync(1, due);

        Assert.Equal(due, await Database.Open().ReadDueAsync(Partition, Noon.AddHours(1), 10, Token));
    }

    [Fact]
    public async Task What_is_parked_comes_back_as_it_was_up_to_a_limit()
    {
        var payment = Parked("payments", "account/ada/main: payment/bob/1") with { Error = "It's broken. 😀", IsTransient = true };
        var transfer = Parked("transfers", "transfer/ada/1");
        await SaveAsync(1, parked: [transfer, payment]);

        Assert.Equal([payment, transfer], await Database.Open().ReadParkedAsync(Partition, 10, Token));
        Assert.Equal([payment], await Store.ReadParkedAsync(Partition, 1, Token));
        Assert.Empty(await Store.ReadParkedAsync(OtherPartition, 10, Token));
    }

    [Fact]
    public async Task What_is_parked_again_keeps_the_time_at_which_it_was_parked_first()
    {
        var first = Parked("transfers", "transfer/ada/1");
        var again = first with { Position = 9, EventType = "account-credited", Error = "Still.", IsTransient = true, Since = Noon.AddHours(1) };
        var claim = await SaveAsync(1, parked: first);

        Assert.True(await Store.SaveAsync(Partition, claim.Epoch, Changes(1, parked: again), Token));

        Assert.Equal([again with { Since = first.Since }], await Store.ReadParkedAsync(Partition, 10, Token));
    }

    [Fact]
    public async Task What_is_parked_can_be_let_go()
    {
        var claim = await SaveAsync(1, parked: [Parked("payments", "p"), Parked("transfers", "p"), Parked("transfers", "q")]);

        Assert.True(await Store.SaveAsync(Partition, claim.Epoch, new(1, new Dictionary<string, DueTime?>(),
            new Dictionary<ProcessId, ParkedReaction?> { [new("transfers", "p")] = null, [new("orders", "never there")] = null }), Token));

        Assert.Equal(["payments p", "transfers q"],
            (await Store.ReadParkedAsync(Partition, 10, Token)).Select(parked => $"{parked.Reactor} {parked.Process}"));
    }

    [Theory]
    [InlineData("account/ada/main", "ring-a-bell")]
    [InlineData("nonsense", "expire-hold")]
    [InlineData("account/ada", "expire-hold")]
    public async Task What_is_due_and_cannot_be_read_is_told_apart(string target, string command)
    {
        await SaveAsync(1, Due("a", Noon), Due("b", Noon));
        await Database.ExecuteAsync($"UPDATE reactor_due SET target = '{target}', command = '{command}' WHERE id = 'b'", Token);

        var unreadable = await Assert.ThrowsAsync<UnreadableDueException>(() => Store.ReadDueAsync(Partition, Noon, 10, Token));

        var due = Assert.Single(unreadable.Due);
        Assert.Equal(("b", Noon, new StoredStep(target, command, "b")), (due.Id, due.At, due.Step));
        Assert.NotEmpty(due.Error);
    }

    [Fact]
    public async Task What_cannot_be_read_is_kept_aside_as_it_was_until_it_is_let_go()
    {
        var claim = await SaveAsync(1, Due("a", Noon), Due("b", Noon));
        var unreadable = new UnreadableDue("b", Noon.AddTicks(10), new("account/ada/main", "ring-a-bell", "it's 😀"), "Who rings?") { Since = Noon.AddHours(1) };
        var aside = Changes(1) with { Due = new Dictionary<string, DueTime?> { ["b"] = null }, Unreadable = new Dictionary<string, UnreadableDue?> { ["b"] = unreadable } };

        Assert.True(await Store.SaveAsync(Partition, claim.Epoch, aside, Token));
        Assert.Equal(["a"], await ReadIdsAsync());
        Assert.Equal([unreadable], await Database.Open().ReadUnreadableAsync(Partition, 10, Token));
        Assert.Empty(await Store.ReadUnreadableAsync(OtherPartition, 10, Token));

        Assert.True(await Store.SaveAsync(Partition, claim.Epoch, Changes(1) with { Unreadable = new Dictionary<string, UnreadableDue?> { ["b"] = null, ["never there"] = null } }, Token));
        Assert.Empty(await Store.ReadUnreadableAsync(Partition, 10, Token));
    }

    [Fact]
    public async Task What_waits_in_all_partitions_is_listed_and_counted()
    {
        Assert.Equal(0, await Store.CountParkedAsync(Token));
        Assert.Empty(await Store.ListParkedAsync(10, Token));
        var elsewhere = Parked("orders", "order/ada/1") with { Partition = OtherPartition };
        var other = await Store.ClaimAsync(OtherPartition, Token);
        var unreadable = new UnreadableDue("b", Noon, new("account/ada/main", "ring-a-bell", ""), "Who rings?") { Since = Noon };
        Assert.True(await Store.SaveAsync(OtherPartition, other.Epoch, Changes(1, parked: elsewhere) with { Unreadable = new Dictionary<string, UnreadableDue?> { ["b"] = unreadable } }, Token));
        await SaveAsync(1, parked: [Parked("transfers", "p"), Parked("payments", "p")]);

        var listed = await Database.Open().ListParkedAsync(10, Token);

        Assert.Equal([Parked("payments", "p"), Parked("transfers", "p"), elsewhere, unreadable.ToParked(OtherPartition)], listed);
        Assert.Equal(listed.Take(2), await Store.ListParkedAsync(2, Token));
        Assert.Equal(4, await Store.CountParkedAsync(Token));
    }

    [Fact]
    public async Task Taking_what_is_due_costs_with_a_million_pending_what_it_costs_with_ten()
    {
        await Database.FillAsync(Partition, last: 11, Token);
        var ofTen = await MeasureAsync();

        await Database.FillAsync(Partition, last: 1_000_001, Token);
        var ofMillion = await MeasureAsync();
        await Database.ExecuteAsync("ANALYZE reactor_due", Token);
        var ofKnownMillion = await MeasureAsync();

        Assert.Equal(10, (await Store.ReadDueAsync(Partition, Noon, 10, Token)).Count);
        AssertNotMore(ofTen, ofMillion);
        AssertNotMore(ofTen, ofKnownMillion);
    }

    private static void AssertNotMore(long[] costs, long[] costsOfMore)
    {
        for (var index = 0; index < costs.Length; index++) Assert.True(costsOfMore[index] <= costs[index], $"{costs[index]} became {costsOfMore[index]}.");
    }

    private static ReactorChanges Changes(long checkpoint, DueTime? due = null, ParkedReaction? parked = null) => Changes(
        checkpoint, due is null ? [] : [due], parked is null ? [] : [parked]);

    private static ReactorChanges Changes(long checkpoint, IEnumerable<DueTime> due, IEnumerable<ParkedReaction> parked) => new(
        checkpoint, due.ToDictionary(item => item.Id, DueTime? (item) => item),
        parked.ToDictionary(item => new ProcessId(item.Reactor, item.Process), ParkedReaction? (item) => item));

    private static DueTime Due(string id, DateTimeOffset at) => new(id, at, Step.To(Ada, new AccountCommand.ExpireHold(id)));

    private static ParkedReaction Parked(string reactor, string process) =>
        new(reactor, process, Partition, PartitionKey.Customer("ada"), 5, "transfer-requested", "No such account.", IsTransient: false, Noon);

    private Task<ReactorClaim> SaveAsync(long checkpoint, params DueTime[] due) => SaveAsync(Changes(checkpoint, due, []));

    private Task<ReactorClaim> SaveAsync(long checkpoint, DueTime due, ParkedReaction parked) => SaveAsync(Changes(checkpoint, due, parked));

    private Task<ReactorClaim> SaveAsync(long checkpoint, params ParkedReaction[] parked) => SaveAsync(Changes(checkpoint, [], parked));

    private async Task<ReactorClaim> SaveAsync(ReactorChanges changes)
    {
        var claim = await Store.ClaimAsync(Partition, Token);
        Assert.True(await Store.SaveAsync(Partition, claim.Epoch, changes, Token));
        return claim;
    }

    private async Task<IEnumerable<string>> ReadIdsAsync(DateTimeOffset? until = null, int countMax = 10) =>
        (await Store.ReadDueAsync(Partition, until ?? Noon.AddMinutes(1), countMax, Token)).Select(due => due.Id);

    /// <summary>When all are due, when nothing is due yet, and when the next is.</summary>
    private async Task<long[]> MeasureAsync() =>
    [
        await Database.MeasureAsync(SqlReactorStore.Statements["ReadDue"], command => Bind(command, until: long.MaxValue), Token),
        await Database.MeasureAsync(SqlReactorStore.Statements["ReadDue"], command => Bind(command, until: 1), Token),
        await Database.MeasureAsync(SqlReactorStore.Statements["FindNextDue"], command => command.Add("partition", Partition), Token),
    ];

    private static void Bind(DbCommand command, long until) => command.Add("partition", Partition).Add("until", until).Add("count", 5);
}
