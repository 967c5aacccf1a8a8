using CommandProcessor.Grains.Aggregates.Snapshots;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>Folds an aggregate's events up to a point in the past.</summary>
internal sealed class AggregateHistory<TDecider, TState, TCommand, TEvent>(
    AggregateDefinition<TEvent> definition, AggregateAddress address, IJournal journal, AggregateOptions options)
    where TDecider : IDecider<TState, TCommand, TEvent>
    where TState : class
    where TCommand : class
    where TEvent : class
{
    /// <param name="snapshots">Saves the way from the beginning if the newest one is not after the point; null to do without.</param>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public async Task<Durable<TState>> ReadAsync(AsOf asOf, SnapshotFile<TState>? snapshots, CancellationToken cancellationToken)
    {
        if (asOf.Mistake() is { } mistake) throw new ArgumentException($"As of: {mistake}");
        if (asOf is AsOf.Position { Value: var position }) await journal.RequireReachedAsync(address.Partition, position, cancellationToken);
        var past = new Durable<TState>(TDecider.Initial, Version: 0, Position: 0);
        var page = await ReadPageAsync(past.Version + 1, cancellationToken);
        if (page.Count == options.LoadPageEventCount && snapshots is not null && !asOf.IsBefore(page[^1])
            && await FromSnapshotAsync(asOf, snapshots, cancellationToken) is { } resumed)
        {
            past = resumed;
            page = await ReadPageAsync(past.Version + 1, cancellationToken);
        }

        for (var eventCount = 0; ;)
        {
            foreach (var recorded in page)
            {
                if (asOf.IsBefore(recorded)) return past;
                if (++eventCount > options.AsOfEventCountMax)
                    throw new ArgumentException($"{address.Aggregate} had more than {options.AsOfEventCountMax} events to fold at {asOf}, AggregateOptions.AsOfEventCountMax.");
                past = new(TDecider.Evolve(past.State, definition.Codec.Decode(recorded)), recorded.Version, recorded.Position);
            }

            if (page.Count < options.LoadPageEventCount) break;
            page = await ReadPageAsync(past.Version + 1, cancellationToken);
        }

        return asOf is AsOf.Version { Value: var version } && version > past.Version
            ? throw new ArgumentException($"Version {version} of {address.Aggregate} is asked for, but it is at version {past.Version}.")
            : past;
    }

    private Task<IReadOnlyList<RecordedEvent>> ReadPageAsync(long fromVersion, CancellationToken cancellationToken) =>
        journal.ReadAggregateAsync(address.Key, address.Aggregate, fromVersion, options.LoadPageEventCount, cancellationToken);

    /// <summary>The newest snapshot that fits, if it is not after the point.</summary>
    private async Task<Durable<TState>?> FromSnapshotAsync(AsOf asOf, SnapshotFile<TState> snapshots, CancellationToken cancellationToken)
    {
        var fitting = await FittingSnapshot<TState>.ReadAsync(snapshots, definition.StateSchemaVersion, address, journal, cancellationToken);
        return fitting is { Snapshot: var snapshot, Last: var last } && !asOf.IsBefore(last)
            ? new(snapshot.State, snapshot.Version, snapshot.Position)
            : null;
    }
}
