using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>Counts the events that are read by key.</summary>
internal sealed class CountingJournal(IJournal journal) : IJournal
{
    public int KeyEventCount { get; private set; }

    public Partitioning Partitioning => journal.Partitioning;

    public async Task<IReadOnlyList<RecordedEvent>> ReadKeyAsync(PartitionKey key, long fromPosition, int countMax, CancellationToken cancellationToken)
    {
        var events = await journal.ReadKeyAsync(key, fromPosition, countMax, cancellationToken);
        KeyEventCount += events.Count;
        return events;
    }

    public Task InitializeAsync(CancellationToken cancellationToken) => journal.InitializeAsync(cancellationToken);

    public Task<IPartitionWriter> ClaimAsync(int partition, string owner, CancellationToken cancellationToken) => journal.ClaimAsync(partition, owner, cancellationToken);

    public Task<PartitionState> GetStateAsync(int partition, CancellationToken cancellationToken) => journal.GetStateAsync(partition, cancellationToken);

    public Task<IReadOnlyList<RecordedEvent>> ReadPartitionAsync(int partition, long fromPosition, int countMax, CancellationToken cancellationToken) =>
        journal.ReadPartitionAsync(partition, fromPosition, countMax, cancellationToken);

    public Task<IReadOnlyList<RecordedEvent>> ReadAggregateAsync(
        PartitionKey key, AggregateId aggregate, long fromVersion, int countMax, CancellationToken cancellationToken) =>
        journal.ReadAggregateAsync(key, aggregate, fromVersion, countMax, cancellationToken);

    public Task<RecordedEvent?> FindCommandAsync(PartitionKey key, AggregateId aggregate, CommandId commandId, CancellationToken cancellationToken) =>
        journal.FindCommandAsync(key, aggregate, commandId, cancellationToken);

    public Task<IReadOnlyList<PartitionKey>> ReadKeysAsync(int partition, PartitionKey? after, int countMax, CancellationToken cancellationToken) =>
        journal.ReadKeysAsync(partition, after, countMax, cancellationToken);
}
