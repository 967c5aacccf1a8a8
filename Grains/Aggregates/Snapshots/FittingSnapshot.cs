using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Aggregates.Snapshots;

/// <summary>A snapshot that may be gone on from.</summary>
/// <param name="Last">The event that it ends with, as the journal has it.</param>
internal sealed record FittingSnapshot<TState>(AggregateSnapshot<TState> Snapshot, RecordedEvent Last)
    where TState : class
{
    /// <summary>The newest snapshot, if it is of today's shape and the journal has the very event that it ends with.</summary>
    public static async Task<FittingSnapshot<TState>?> ReadAsync(
        SnapshotFile<TState> snapshots, int stateSchemaVersion, AggregateAddress address, IJournal journal, CancellationToken cancellationToken)
    {
        if (await snapshots.ReadAsync(cancellationToken) is not { } snapshot || snapshot.StateSchemaVersion != stateSchemaVersion) return null;
        var last = await journal.ReadAggregateAsync(address.Key, address.Aggregate, snapshot.Version, countMax: 1, cancellationToken);
        return last is [var recorded] && recorded.Version == snapshot.Version && recorded.Position == snapshot.Position ? new(snapshot, recorded) : null;
    }
}
