using CommandProcessor.Grains.Aggregates.Snapshots;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>
/// Brings an aggregate from the journal into memory. A short history is folded from its beginning in one read; a longer one from
/// its newest snapshot that fits the journal.
/// </summary>
internal sealed class AggregateLoader<TDecider, TState, TCommand, TEvent>(
    AggregateDefinition<TEvent> definition, AggregateAddress address, IJournal journal, SnapshotFile<TState> snapshots, AggregateOptions options)
    where TDecider : IDecider<TState, TCommand, TEvent>
    where TState : class
    where TCommand : class
    where TEvent : class
{
    public async Task<LoadedAggregate<TState>> LoadAsync(CancellationToken cancellationToken)
    {
        var loaded = new LoadedAggregate<TState>(new(TDecider.Initial, Version: 0, Position: 0), new(address.Partition, options.RecentCountMax));
        var page = await ReadAsync(fromVersion: 1, cancellationToken);
        var isLong = page.Count == options.LoadPageEventCount;
        if (isLong && await FromSnapshotAsync(cancellationToken) is { } resumed)
        {
            loaded = resumed;
            page = await ReadAsync(loaded.Durable.Version + 1, cancellationToken);
        }

        while (true)
        {
            foreach (var recorded in page) loaded = loaded with { Durable = Fold(loaded, recorded) };
            if (page.Count < options.LoadPageEventCount) return loaded;
            page = await ReadAsync(loaded.Durable.Version + 1, cancellationToken);
        }
    }

    private Task<IReadOnlyList<RecordedEvent>> ReadAsync(long fromVersion, CancellationToken cancellationToken) =>
        journal.ReadAggregateAsync(address.Key, address.Aggregate, fromVersion, options.LoadPageEventCount, cancellationToken);

    private Durable<TState> Fold(LoadedAggregate<TState> loaded, RecordedEvent recorded)
    {
        if (recorded.Version != loaded.Durable.Version + 1)
            throw new InvalidOperationException($"Event {recorded.Version} of {address.Aggregate} follows {loaded.Durable.Version} in the journal.");

        var happened = definition.Codec.Decode(recorded);
        var outcome = definition.OutcomeOf(happened, recorded.Version, new(address.Partition, recorded.Position));
        loaded.Memory.Remember(recorded.Context.CommandId, outcome, hasEvents: true);
        return new(TDecider.Evolve(loaded.Durable.State, happened), recorded.Version, recorded.Position);
    }

    private async Task<LoadedAggregate<TState>?> FromSnapshotAsync(CancellationToken cancellationToken)
    {
        var fitting = await FittingSnapshot<TState>.ReadAsync(snapshots, definition.StateSchemaVersion, address, journal, cancellationToken);
        return fitting is { Snapshot: var snapshot }
            ? new(
                new(snapshot.State, snapshot.Version, snapshot.Position),
                CommandMemory.FromSnapshot(snapshot.Memory, address.Partition, options.RecentCountMax))
            : null;
    }
}
