using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Tests.Fixtures;

/// <summary>A journal in memory, for tests of what stands above it.</summary>
internal sealed class MemoryJournal(int partitionCount, TimeProvider time) : IJournal
{
    private readonly Lock _gate = new();
    private readonly List<RecordedEvent>[] _events = [.. Enumerable.Range(0, partitionCount).Select(_ => new List<RecordedEvent>())];
    private readonly long[] _epochs = new long[partitionCount];
    private readonly long[] _published = new long[partitionCount];

    public Partitioning Partitioning { get; } = new(partitionCount);

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IPartitionWriter> ClaimAsync(int partition, string owner, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult<IPartitionWriter>(new Writer(this, partition, ++_epochs[partition]));
    }

    public Task<PartitionState> GetStateAsync(int partition, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(new PartitionState(partition, _epochs[partition], _events[partition].Count, _published[partition]));
    }

    public Task<IReadOnlyList<RecordedEvent>> ReadPartitionAsync(int partition, long fromPosition, int countMax, CancellationToken cancellationToken) =>
        ReadAsync(partition, item => item.Position >= fromPosition, countMax);

    public Task<IReadOnlyList<RecordedEvent>> ReadAggregateAsync(
        PartitionKey key, AggregateId aggregate, long fromVersion, int countMax, CancellationToken cancellationToken) =>
        ReadAsync(Partitioning.PartitionOf(key), item => item.Aggregate == aggregate && item.Version >= fromVersion, countMax);

    public Task<IReadOnlyList<RecordedEvent>> ReadKeyAsync(PartitionKey key, long fromPosition, int countMax, CancellationToken cancellationToken) =>
        ReadAsync(Partitioning.PartitionOf(key), item => item.Key == key && item.Position >= fromPosition, countMax);

    public Task<RecordedEvent?> FindCommandAsync(PartitionKey key, AggregateId aggregate, CommandId commandId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_events[Partitioning.PartitionOf(key)]
                .LastOrDefault(item => item.Aggregate == aggregate && item.Context.CommandId == commandId));
        }
    }

    public Task<IReadOnlyList<PartitionKey>> ReadKeysAsync(int partition, PartitionKey? after, int countMax, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<PartitionKey>>([.. _events[partition].Select(item => item.Key).Distinct()
                .Where(key => after is null || string.CompareOrdinal(key.Value, after.Value.Value) > 0)
                .OrderBy(key => key.Value, StringComparer.Ordinal).Take(countMax)]);
        }
    }

    private Task<IReadOnlyList<RecordedEvent>> ReadAsync(int partition, Func<RecordedEvent, bool> isWanted, int countMax)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<RecordedEvent>>([.. _events[partition].Where(isWanted).Take(countMax)]);
    }

    private sealed class Writer(MemoryJournal journal, int partition, long epoch) : IPartitionWriter
    {
        public int Partition => partition;

        public long Epoch => epoch;

        public long Head { get; private set; } = journal._events[partition].Count;

        public long Published { get; private set; } = journal._published[partition];

        public async Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<AppendRequest> group, long published, CancellationToken cancellationToken)
        {
            await Task.Yield();
            lock (journal._gate)
            {
                CheckEpoch();
                Published = journal._published[partition] = published;
                var results = new List<AppendResult>();
                foreach (var request in group) results.Add(Append(request));
                Head = journal._events[partition].Count;
                return results;
            }
        }

        public Task SavePublishedAsync(long published, CancellationToken cancellationToken)
        {
            lock (journal._gate)
            {
                CheckEpoch();
                Published = journal._published[partition] = published;
                return Task.CompletedTask;
            }
        }

        private AppendResult Append(AppendRequest request)
        {
            var events = journal._events[partition];
            var version = events.LastOrDefault(item => item.Aggregate == request.Aggregate)?.Version ?? 0;
            if (version != request.ExpectedVersion) return new AppendResult.Conflict(version);

            var first = events.Count;
            foreach (var data in request.Events)
            {
                events.Add(new()
                {
                    Partition = partition,
                    Position = events.Count + 1,
                    Previous = events.LastOrDefault(item => item.Key == request.Key)?.Position ?? 0,
                    Key = request.Key,
                    Aggregate = request.Aggregate,
                    Version = ++version,
                    Type = data.Type,
                    SchemaVersion = data.SchemaVersion,
                    Context = request.Context,
                    RecordedAt = journal.Now,
                    Body = data.Body,
                    Hash = new byte[32],
                });
            }

            return new AppendResult.Appended([.. events[first..]]);
        }

        private void CheckEpoch()
        {
            if (journal._epochs[partition] != epoch) throw new PartitionFencedException(partition, epoch);
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();
}
