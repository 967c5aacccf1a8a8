using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>The journal as a list for each partition. Writers are the world's; readers are answered at once.</summary>
internal sealed class SimulatedJournal(int partitionCount, SimulatedClock clock) : IJournal
{
    private static readonly byte[] NoHash = new byte[32];
    private readonly List<RecordedEvent>[] _partitions = [.. Enumerable.Range(0, partitionCount).Select(_ => new List<RecordedEvent>())];
    private readonly Dictionary<PartitionKey, List<RecordedEvent>> _keys = [];
    private readonly Dictionary<AggregateId, List<RecordedEvent>> _aggregates = [];
    private readonly Dictionary<(AggregateId Aggregate, CommandId Command), int> _appendCounts = [];

    public Partitioning Partitioning { get; } = new(partitionCount);

    public IEnumerable<RecordedEvent> All => _partitions.SelectMany(events => events);

    /// <summary>Commands that left events more than once.</summary>
    public IEnumerable<(AggregateId Aggregate, CommandId Command)> Doubled => _appendCounts.Where(item => item.Value > 1).Select(item => item.Key);

    public int AppendCount(AggregateId aggregate, CommandId command) => _appendCounts.GetValueOrDefault((aggregate, command));

    public int VersionOf(AggregateId aggregate) => ListOf(_aggregates, aggregate).Count;

    public long HeadOf(int partition) => _partitions[partition].Count;

    public List<RecordedEvent> Append(AppendRequest request)
    {
        var partition = Partitioning.PartitionOf(request.Key);
        var (ofPartition, ofKey, ofAggregate) = (_partitions[partition], ListOf(_keys, request.Key), ListOf(_aggregates, request.Aggregate));
        if (ofAggregate.Count != request.ExpectedVersion) throw new InvalidOperationException($"{request.Aggregate} is at {ofAggregate.Count}, not {request.ExpectedVersion}.");
        _appendCounts[(request.Aggregate, request.Context.CommandId)] = AppendCount(request.Aggregate, request.Context.CommandId) + 1;

        var appended = new List<RecordedEvent>();
        foreach (var data in request.Events)
        {
            var recorded = new RecordedEvent
            {
                Partition = partition,
                Position = ofPartition.Count + 1,
                Previous = ofKey.Count == 0 ? 0 : ofKey[^1].Position,
                Key = request.Key,
                Aggregate = request.Aggregate,
                Version = ofAggregate.Count + 1,
                Type = data.Type,
                SchemaVersion = data.SchemaVersion,
                Context = request.Context,
                RecordedAt = clock.Now,
                Body = data.Body,
                Hash = NoHash,
            };
            ofPartition.Add(recorded);
            ofKey.Add(recorded);
            ofAggregate.Add(recorded);
            appended.Add(recorded);
        }

        return appended;
    }

    public Task<IReadOnlyList<RecordedEvent>> ReadPartitionAsync(int partition, long fromPosition, int countMax, CancellationToken cancellationToken) =>
        PageAsync(_partitions[partition], (int)fromPosition - 1, countMax);

    public Task<IReadOnlyList<RecordedEvent>> ReadAggregateAsync(
        PartitionKey key, AggregateId aggregate, long fromVersion, int countMax, CancellationToken cancellationToken) =>
        PageAsync(ListOf(_aggregates, aggregate), (int)fromVersion - 1, countMax);

    public Task<IReadOnlyList<RecordedEvent>> ReadKeyAsync(PartitionKey key, long fromPosition, int countMax, CancellationToken cancellationToken)
    {
        var events = ListOf(_keys, key);
        var from = events.FindIndex(recorded => recorded.Position >= fromPosition);
        return PageAsync(events, from < 0 ? events.Count : from, countMax);
    }

    public Task<RecordedEvent?> FindCommandAsync(PartitionKey key, AggregateId aggregate, CommandId commandId, CancellationToken cancellationToken) =>
        Task.FromResult(ListOf(_aggregates, aggregate).FindLast(recorded => recorded.Context.CommandId == commandId));

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IPartitionWriter> ClaimAsync(int partition, string owner, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PartitionState> GetStateAsync(int partition, CancellationToken cancellationToken) =>
        Task.FromResult(new PartitionState(partition, Epoch: 1, HeadOf(partition), Published: 0));

    public Task<IReadOnlyList<PartitionKey>> ReadKeysAsync(int partition, PartitionKey? after, int countMax, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private static Task<IReadOnlyList<RecordedEvent>> PageAsync(List<RecordedEvent> events, int from, int countMax) =>
        Task.FromResult<IReadOnlyList<RecordedEvent>>(from >= events.Count ? [] : events.GetRange(from, Math.Min(countMax, events.Count - from)));

    private static List<RecordedEvent> ListOf<TKey>(Dictionary<TKey, List<RecordedEvent>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list)) lists.Add(key, list = []);
        return list;
    }
}
