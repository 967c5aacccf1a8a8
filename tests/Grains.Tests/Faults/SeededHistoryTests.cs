using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Faults;
using CommandProcessor.Testing.Servers;

namespace CommandProcessor.Grains.Tests.Faults;

/// <summary>
/// Many callers ask the same few orders for things while the journal and the road break at every step, and send again under the same ids. Afterwards
/// the journal must hold exactly what was answered.
/// </summary>
public sealed class SeededHistoryTests(ITestOutputHelper output)
{
    private const string SeedVariable = "COMMANDPROCESSOR_TEST_SEED";
    private const int OrderCount = 12;
    private const int CallerCount = 24;
    private const int CommandCountPerCaller = 40;
    private const double FaultRate = 0.04;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(null)]
    public async Task Answers_and_journal_agree_on_SQLite(int? seed)
    {
        await using var store = await TestJournal.CreateSqliteAsync(TestContext.Current.CancellationToken);
        await RunAsync(store, Seed(seed));
    }

    [Theory]
    [Trait("Category", "Postgres")]
    [InlineData(1)]
    [InlineData(null)]
    public async Task Answers_and_journal_agree_on_PostgreSQL(int? seed)
    {
        Assert.SkipWhen(TestServers.Postgres is null, $"{TestServers.PostgresVariable} is not set.");
        await using var store = await TestJournal.CreatePostgresAsync(TestContext.Current.CancellationToken);
        await RunAsync(store, Seed(seed));
    }

    private static int Seed(int? seed) =>
        int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given) ? given : seed ?? Random.Shared.Next();

    private async Task RunAsync(TestJournal store, int seed)
    {
        output.WriteLine($"Seed {seed}; set {SeedVariable} to run it again.");
        var faults = new SeededFaults(seed, FaultRate);
        var road = new PublishedLog(faults);
        await using var cluster = await WriteSideCluster.StartAsync(new(new FaultyJournal(store.Journal, faults))
        {
            Road = road,
            Aggregates = options =>
            {
                options.RecentCountMax = 8;
                options.LoadPageEventCount = 16;
            },
            Partitions = options => options.PublishBufferEventCountMax = options.BatchEventCountMax = 50,
        });
        var oracle = new CommandOracle();
        var ids = Enumerable.Range(0, OrderCount).Select(number => SampleOrders.NewId($"customer {number % 5}")).ToArray();

        var callers = Enumerable.Range(0, CallerCount).Select(caller => CallAsync(cluster, oracle, ids, seed + caller)).ToArray();
        await Task.WhenAll(callers);
        faults.IsActive = false;

        output.WriteLine($"{oracle.SentCount} commands, {oracle.AnsweredCount} answered, {faults.Count} faults.");
        Assert.Equal(oracle.SentCount, oracle.AnsweredCount);
        Assert.True(faults.Count > 10, "Too little was broken to prove anything.");
        Assert.Empty(await oracle.FindMistakesAsync(store.Journal, TestContext.Current.CancellationToken));
        await Wait.UntilAsync("everything is published", async () => await UnpublishedAsync(store) == 0, timeoutMs: 30_000);
        Assert.Empty(await CommandOracle.FindPublishingMistakesAsync(store.Journal, road, TestContext.Current.CancellationToken));
    }

    private static async Task<long> UnpublishedAsync(TestJournal store)
    {
        var unpublished = 0L;
        for (var partition = 0; partition < store.Journal.Partitioning.PartitionCount; partition++)
        {
            var state = await store.Journal.GetStateAsync(partition, TestContext.Current.CancellationToken);
            unpublished += state.Head - state.Published;
        }

        return unpublished;
    }

    private static async Task CallAsync(WriteSideCluster cluster, CommandOracle oracle, OrderId[] ids, int seed)
    {
        var random = new Random(seed);
        for (var number = 0; number < CommandCountPerCaller; number++)
        {
            var id = ids[random.Next(ids.Length)];
            if (random.Next(40) == 0) await cluster.Cluster.DeactivateAsync(cluster.Order(id));
            var command = Choose(random);
            var commandId = random.Next(10) == 0
                ? CommandId.Derive(DateTimeOffset.UnixEpoch.AddYears(40).AddDays(random.Next(10)), Guid.NewGuid().ToString())
                : CommandId.New(TimeProvider.System);
            oracle.Sending(id.Aggregate, commandId, mustHaveEvents: command is OrderCommand.PlaceOrder);

            var sends = Enumerable.Range(0, random.Next(6) == 0 ? 2 : 1).Select(_ => cluster.Order(id).RetryAsync(command, commandId));
            foreach (var outcome in await Task.WhenAll(sends)) Assert.Null(oracle.Answered(commandId, outcome));
        }
    }

    private static OrderCommand Choose(Random random) => random.Next(100) switch
    {
        < 15 => SampleOrders.Place(random.Next(1, 1_000)),
        < 93 => SampleOrders.Amend(random.Next(1, 1_000_000)),
        < 95 => new OrderCommand.ConfirmOrder(),
        < 96 => new OrderCommand.CancelOrder("Changed my mind"),
        < 98 => new OrderCommand.MarkShipped("Post", "T-1"),
        _ => new OrderCommand.MarkDelivered(),
    };
}
