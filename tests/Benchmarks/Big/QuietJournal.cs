using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Benchmarks.Big;

/// <summary>A journal that has nothing beyond what was delivered, so that the read side is measured alone.</summary>
internal sealed class QuietJournal : IJournal
{
    public Partitioning Partitioning { get; } = new(16);

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IPartitionWriter> ClaimAsync(int partition, string owner, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The read side writes nothing.");

    public Task<PartitionState> GetStateAsync(int partition, CancellationToken cancellationToken) => Task.FromResult(new PartitionState(partition, 1, 0, 0));

    public Task<IReadOnlyList<RecordedEvent>> ReadPartitionAsync(int partition, long fromPosition, int countMax, CancellationToken cancellationToken) => None();

    public Task<IReadOnlyList<RecordedEvent>> ReadAggregateAsync(
        PartitionKey key, AggregateId aggregate, long fromVersion, int countMax, CancellationToken cancellationToken) => None();

    public Task<IReadOnlyList<RecordedEvent>> ReadKeyAsync(PartitionKey key, long fromPosition, int countMax, CancellationToken cancellationToken) => None();

    public Task<RecordedEvent?> FindCommandAsync(PartitionKey key, AggregateId aggregate, CommandId commandId, CancellationToken cancellationToken) =>
        Task.FromResult<RecordedEvent?>(null);

    public Task<IReadOnlyList<PartitionKey>> ReadKeysAsync(int partition, PartitionKey? after, int countMax, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PartitionKey>>([]);

    private static Task<IReadOnlyList<RecordedEvent>> None() => Task.FromResult<IReadOnlyList<RecordedEvent>>([]);
}
