using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Runtime;
using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Journal;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Faults;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>A silo with the write side, and beside it the reactors of every partition, which a test can kill and begin anew at any moment.</summary>
internal sealed class ReactorSide : IAsyncDisposable
{
    private readonly TestJournal _store;
    private readonly TemporaryFolder _folder = new();
    private readonly ReactorParts _parts;
    private readonly LocalPartitions _local;
    private readonly ReactorPartition[] _reactors;

    private ReactorSide(TestJournal store, WriteSideCluster cluster, SeededFaults faults, TimeProvider time, IEnumerable<IReactor> reactors)
    {
        _store = store;
        Cluster = cluster;
        Faults = faults;
        Sender = new(new StepSender(cluster.Service<LocalAggregates>(), cluster.Service<IGrainFactory>()), faults.Seed, rate: 0.05);
        ReactorStore = SqlReactorStore.OnSqlite(SqliteFactory.Instance.CreateDataSource(ReactorsConnectionString));
        Options = new()
        {
            RetryDelayMs = 1, RetryDelayMaxMs = 20, SaveDelayMs = 10, LookIntervalMs = 50, RedriveDelayMs = 100, TryCountMax = 30, DueRetryDelayMs = 50, PageEventCount = 16,
        };
        _local = cluster.Service<LocalPartitions>();
        _parts = new(reactors, store.Journal, ReactorStore, Sender, Microsoft.Extensions.Options.Options.Create(Options),
            new(cluster.Service<System.Diagnostics.Metrics.IMeterFactory>()), time, cluster.Service<ILogger<ReactorPartition>>());
        _reactors = new ReactorPartition[store.Journal.Partitioning.PartitionCount];
    }

    public WriteSideCluster Cluster { get; }

    public SeededFaults Faults { get; }

    public FaultySender Sender { get; }

    public SqlReactorStore ReactorStore { get; }

    public ReactorOptions Options { get; }

    private string ReactorsConnectionString => $"Data Source={_folder.Path}/reactors.db";

    public IJournal Journal => _store.Journal;

    public IReadOnlyList<ParkedReaction> Parked => [.. _reactors.SelectMany(reactors => reactors.Parked())];

    public static async Task<ReactorSide> StartAsync(int seed, double faultRate, TimeProvider? time = null, params IReactor[] reactors)
    {
        var store = await TestJournal.CreateSqliteAsync(TestContext.Current.CancellationToken);
        var faults = new SeededFaults(seed, faultRate);
        var cluster = await WriteSideCluster.StartAsync(new(new FaultyJournal(store.Journal, faults))
        {
            Road = new PublishedLog(faults),
            Aggregates = options => options.RecentCountMax = 8,
            Time = time ?? TimeProvider.System,
            Partitions = options => options.PublishingEnabled = false,
        });
        var side = new ReactorSide(store, cluster, faults, time ?? TimeProvider.System, reactors);
        await side.ReactorStore.InitializeAsync(TestContext.Current.CancellationToken);
        for (var partition = 0; partition < side._reactors.Length; partition++) await side.BeginAsync(partition);
        return side;
    }

    public IAccountGrain Account(AccountId id) => Cluster.Grains.GetGrain<IAccountGrain>(id.GrainKey);

    public T Grain<T>(string key)
        where T : IGrainWithStringKey => Cluster.Grains.GetGrain<T>(key);

    public ITransferGrain Transfer(TransferId id) => Cluster.Grains.GetGrain<ITransferGrain>(id.GrainKey);

    public ReactorPartition Reactors(int partition) => _reactors[partition];

    /// <summary>Ends the reactors of a partition where they are; others go on from what was saved.</summary>
    public async Task CrashAsync(int partition)
    {
        var old = _reactors[partition];
        var killing = old.KillAsync();
        await BeginAsync(partition);
        await killing;
        await old.DisposeAsync();
    }

    /// <summary>Sends until it is answered, as a client would.</summary>
    public static async Task<CommandOutcome> AskAsync<TCommand>(IAggregateGrain<TCommand> grain, TCommand command)
        where TCommand : class
    {
        var id = CommandId.New(TimeProvider.System);
        CommandOutcome? outcome = null;
        await Wait.UntilAsync($"{command} is answered", async () =>
        {
            try
            {
                outcome = await grain.SendAsync(command, id);
                return true;
            }
            catch (CommandRetryException)
            {
                return false;
            }
        }, timeoutMs: 60_000);
        return outcome ?? throw new InvalidOperationException("An answer is never null.");
    }

    public async Task<List<RecordedEvent>> HistoryAsync()
    {
        var all = new List<RecordedEvent>();
        for (var partition = 0; partition < Journal.Partitioning.PartitionCount; partition++)
            all.AddRange(await Journal.ReadPartitionAsync(partition, 1, 10_000, TestContext.Current.CancellationToken));
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        Faults.IsActive = false;
        Sender.IsActive = false;
        foreach (var reactors in _reactors) await reactors.DisposeAsync();
        await Cluster.DisposeAsync();
        await _store.DisposeAsync();
        ReactorStore.Dispose();
        await using (var pool = new SqliteConnection(ReactorsConnectionString)) SqliteConnection.ClearPool(pool);
        _folder.Dispose();
    }

    private async Task BeginAsync(int partition) =>
        _reactors[partition] = await ReactorPartition.StartAsync(partition, _parts, _local.TailOf(partition), TestContext.Current.CancellationToken);
}
