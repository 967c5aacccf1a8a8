using System.Collections.Concurrent;
using CommandProcessor.Grains.Accounts;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Faults;
using CommandProcessor.Testing.Servers;

namespace CommandProcessor.Grains.Tests.Faults;

/// <summary>
/// Many callers move money in and out of the same few accounts and look at them, while the journal breaks at every step and accounts are forgotten. Two
/// clusters that do not know of each other share the journal, so each account has two activations of which one is always behind. All the same a look shows
/// at least what anybody was told before it began, and exactly what the journal has at the version that it names.
/// </summary>
public sealed class SeededReadingTests(ITestOutputHelper output)
{
    private const string SeedVariable = "COMMANDPROCESSOR_TEST_SEED";
    private const int AccountCount = 6;
    private const int CallerCount = 16;
    private const int CallCountPerCaller = 60;
    private const double FaultRate = 0.03;

    private readonly ConcurrentDictionary<AccountId, long> _told = new();
    private readonly ConcurrentQueue<(AccountId Id, AccountView View)> _seen = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(null)]
    public async Task Looks_are_never_behind_and_never_ahead_on_SQLite(int? seed)
    {
        await using var store = await TestJournal.CreateSqliteAsync(Token);
        await RunAsync(store, Seed(seed));
    }

    [Theory]
    [Trait("Category", "Postgres")]
    [InlineData(1)]
    [InlineData(null)]
    public async Task Looks_are_never_behind_and_never_ahead_on_PostgreSQL(int? seed)
    {
        Assert.SkipWhen(TestServers.Postgres is null, $"{TestServers.PostgresVariable} is not set.");
        await using var store = await TestJournal.CreatePostgresAsync(Token);
        await RunAsync(store, Seed(seed));
    }

    private static int Seed(int? seed) =>
        int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given) ? given : seed ?? Random.Shared.Next();

    private async Task RunAsync(TestJournal store, int seed)
    {
        output.WriteLine($"Seed {seed}; set {SeedVariable} to run it again.");
        var faults = new SeededFaults(seed, FaultRate);
        await using var one = await StartAsync(store, faults);
        await using var other = await StartAsync(store, faults);
        WriteSideCluster[] clusters = [one, other];
        var ids = Enumerable.Range(0, AccountCount).Select(number => new AccountId($"owner {number % 3}", $"{number}")).ToArray();

        await Task.WhenAll(Enumerable.Range(0, CallerCount).Select(caller => CallAsync(clusters, ids, new Random(seed + caller))));
        faults.IsActive = false;

        output.WriteLine($"{_seen.Count} looks, {faults.Count} faults.");
        Assert.True(faults.Count > 10, "Too little was broken to prove anything.");
        foreach (var id in ids) await AssertSeenAsync(store, id);
    }

    private static Task<WriteSideCluster> StartAsync(TestJournal store, SeededFaults faults) =>
        WriteSideCluster.StartAsync(new(new FaultyJournal(store.Journal, faults)) { Road = new PublishedLog(faults) });

    private async Task CallAsync(WriteSideCluster[] clusters, AccountId[] ids, Random random)
    {
        for (var number = 0; number < CallCountPerCaller; number++)
        {
            var id = ids[random.Next(ids.Length)];
            var cluster = clusters[random.Next(clusters.Length)];
            var grain = cluster.Grains.GetGrain<IAccountGrain>(id.GrainKey);
            switch (random.Next(40))
            {
                case 0:
                    await cluster.Cluster.DeactivateAsync(grain);
                    break;
                case < 20:
                    await SendAsync(grain, id, Choose(random));
                    break;
                default:
                    await LookAsync(grain, id);
                    break;
            }
        }
    }

    private async Task SendAsync(IAccountGrain grain, AccountId id, AccountCommand command)
    {
        var commandId = CommandId.New(TimeProvider.System);
        await Wait.UntilAsync($"{command} is answered", async () => await AnsweredAsync<CommandRetryException>(
            async () => Tell(id, (await grain.SendAsync(command, commandId)).Version)), timeoutMs: 60_000);
    }

    private async Task LookAsync(IAccountGrain grain, AccountId id)
    {
        var told = _told.GetValueOrDefault(id);
        await Wait.UntilAsync($"{id} is seen", async () => await AnsweredAsync<QueryRetryException>(async () =>
        {
            var view = await grain.LookAsync();
            Assert.True((view?.Version ?? 0) >= told, $"{id} was seen at version {view?.Version}; somebody had been told {told} before.");
            if (view is null) return;
            Tell(id, view.Version);
            _seen.Enqueue((id, view));
        }), timeoutMs: 60_000);
    }

    private static async Task<bool> AnsweredAsync<TRetry>(Func<Task> ask)
        where TRetry : Exception
    {
        try
        {
            await ask();
            return true;
        }
        catch (Exception exception) when (exception is TRetry or TimeoutException)
        {
            // Two clusters that take the partitions from each other may keep a call longer than Orleans waits; a client asks again, too.
            return false;
        }
    }

    private void Tell(AccountId id, long version) => _told.AddOrUpdate(id, version, (_, known) => Math.Max(known, version));

    private async Task AssertSeenAsync(TestJournal store, AccountId id)
    {
        var events = await store.Journal.ReadAggregateAsync(id.PartitionKey, id.Aggregate, 1, 10_000, Token);
        var views = new List<AccountView>();
        var account = Account.Initial;
        foreach (var recorded in events)
        {
            account = AccountDecider.Evolve(account, AccountEventCodec.Instance.Decode(recorded));
            views.Add(account.ToView(recorded.Version));
        }

        Assert.All(_seen.Where(seen => seen.Id == id), seen => Assert.Equal(views[(int)seen.View.Version - 1], seen.View));
    }

    private static AccountCommand Choose(Random random) => random.Next(10) switch
    {
        0 => new AccountCommand.OpenAccount("GBP", 0m),
        < 6 => new AccountCommand.Deposit(random.Next(1, 100), "GBP", "cash"),
        < 8 => new AccountCommand.Withdraw(random.Next(1, 100), "GBP", "cash"),
        8 => new AccountCommand.PlaceHold($"h{random.Next(9)}", random.Next(1, 100), "GBP", TimeProvider.System.GetUtcNow().AddHours(1), "x"),
        _ => new AccountCommand.ReleaseHold($"h{random.Next(9)}"),
    };
}
