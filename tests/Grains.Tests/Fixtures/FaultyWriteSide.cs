using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Orders;
using CommandProcessor.Journal;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Faults;

namespace CommandProcessor.Grains.Tests.Fixtures;

/// <summary>One silo over a SQLite journal that breaks where a test says so, and a road that remembers.</summary>
internal sealed class FaultyWriteSide : IAsyncDisposable
{
    private readonly TestJournal _store;

    private FaultyWriteSide(TestJournal store, ScriptedFaults faults, FaultyJournal journal, PublishedLog road, WriteSideCluster cluster)
    {
        _store = store;
        Faults = faults;
        Faulty = journal;
        Road = road;
        Cluster = cluster;
    }

    public ScriptedFaults Faults { get; }

    /// <summary>The journal as the silo sees it.</summary>
    public FaultyJournal Faulty { get; }

    /// <summary>The journal as it is.</summary>
    public IJournal Journal => _store.Journal;

    public PublishedLog Road { get; }

    public WriteSideCluster Cluster { get; }

    public static async Task<FaultyWriteSide> StartAsync(Func<WriteSideSetup, WriteSideSetup>? change = null)
    {
        var store = await TestJournal.CreateSqliteAsync(TestContext.Current.CancellationToken);
        var faults = new ScriptedFaults();
        var journal = new FaultyJournal(store.Journal, faults);
        var road = new PublishedLog(faults);
        var setup = new WriteSideSetup(journal) { Road = road, Partitions = options => options.PublishedSaveDelayMs = 60_000 };
        return new(store, faults, journal, road, await WriteSideCluster.StartAsync(change?.Invoke(setup) ?? setup));
    }

    public IOrderGrain Order(OrderId id) => Cluster.Order(id);

    public Task<IReadOnlyList<RecordedEvent>> HistoryAsync(OrderId id) =>
        Journal.ReadAggregateAsync(id.PartitionKey, id.Aggregate, 1, 1_000, TestContext.Current.CancellationToken);

    public Task ForgetAsync(OrderId id) => Cluster.Cluster.DeactivateAsync(Order(id));

    public Task StagedAsync(OrderId id, int count) => Wait.UntilAsync(
        $"{count} commands are decided and not answered",
        () => Cluster.Cluster.TryGetGrainContext(Order(id).GetGrainId(), out var context) && context.GrainInstance is OrderGrain grain && grain.PendingCount == count);

    public Task CommitReachedAsync(int more, int before) => Wait.UntilAsync($"{more} more commits have begun",
        () => Faults.Reached(FaultPoint.BeforeCommit) >= before + more);

    public async ValueTask DisposeAsync()
    {
        Faults.OpenAll();
        await Cluster.DisposeAsync();
        await _store.DisposeAsync();
    }
}
