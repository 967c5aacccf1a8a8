using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Journal;

namespace CommandProcessor.Projections.Tests;

/// <summary>A journal in memory that tests write by hand; it can be taken away for a while.</summary>
internal sealed class MemoryJournal(int partitionCount = 4) : IJournal
{
    private readonly Lock _lock = new();
    private readonly List<RecordedEvent>[] _partitions = [.. Enumerable.Range(0, partitionCount).Select(_ => new List<RecordedEvent>())];
    private readonly Dictionary<PartitionKey, List<RecordedEvent>> _byKey = [];
    private readonly Dictionary<AggregateId, long> _versions = [];
    private readonly Dictionary<PartitionKey, int> _keyReads = [];
    private int _readsLeft = int.MaxValue;

    public Partitioning Partitioning { get; } = new(partitionCount);

    public bool IsAway
    {
        get => _readsLeft <= 0;
        set => _readsLeft = value ? 0 : int.MaxValue;
    }

    /// <summary>Before so many events at most are read of a key or a partition; what it waits for the reader waits for.</summary>
    public Func<int, Task>? BeforeRead { get; set; }

    /// <summary>Answers so often still, then it is away.</summary>
    public void GoAwayAfter(int readCount) => _readsLeft = readCount;

    public RecordedEvent Append(OrderId order, OrderEvent happened) =>
        Append(order.PartitionKey, order.Aggregate, OrderEventCodec.Instance.Encode(happened));

    /// <summary>Writes down what was recorded elsewhere.</summary>
    public IReadOnlyList<RecordedEvent> Append(IEnumerable<RecordedEvent> events) =>
        [.. events.Select(recorded => Append(recorded.Key, recorded.Aggregate, new(recorded.Type, recorded.SchemaVersion, recorded.Body)))];

    public RecordedEvent Append(PartitionKey key, AggregateId aggregate, EventData data)
    {
        lock (_lock)
        {
            var partition = Partitioning.PartitionOf(key);
            if (!_byKey.TryGetValue(key, out var ofKey)) _byKey.Add(key, ofKey = []);
            var version = _versions.GetValueOrDefault(aggregate) + 1;
            var recorded = new RecordedEvent
            {
                Partition = partition,
                Position = _partitions[partition].Count + 1,
                Previous = ofKey.Count == 0 ? 0 : ofKey[^1].Position,
                Key = key,
                Aggregate = aggregate,
                Version = version,
                Type = data.Type,
                SchemaVersion = data.SchemaVersion,
                Context = new() { CommandId = CommandId.New(TimeProvider.System), CorrelationId = Guid.NewGuid(), Principal = "test" },
                RecordedAt = Sample.Day.AddSeconds(_partitions[partition].Count),
                Body = data.Body,
                Hash = ReadOnlyMemory<byte>.Empty,
            };
            _partitions[partition].Add(recorded);
            ofKey.Add(recorded);
            _versions[aggregate] = version;
            return recorded;
        }
    }

    public IReadOnlyList<RecordedEvent> Of(PartitionKey key)
    {
        lock (_lock) return [.. _byKey.GetValueOrDefault(key, [])];
    }

    public long Head(int partition)
    {
        lock (_lock) return _partitions[partition].Count;
    }

    public int KeyReadsOf(PartitionKey key)
    {
        lock (_lock) return _keyReads.GetValueOrDefault(key);
    }

    /// <summary>What a new release of the program would do that can read the event.</summary>
    public void Repair(RecordedEvent broken, EventData data)
    {
        lock (_lock)
        {
            var repaired = broken with { Type = data.Type, SchemaVersion = data.SchemaVersion, Body = data.Body };
            _partitions[broken.Partition][(int)broken.Position - 1] = repaired;
            var ofKey = _byKey[broken.Key];
            ofKey[ofKey.FindIndex(recorded => recorded.Position == broken.Position)] = repaired;
        }
    }

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IPartitionWriter> ClaimAsync(int partition, string owner, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The read side writes nothing.");

    public Task<PartitionState> GetStateAsync(int partition, CancellationToken cancellationToken) =>
        AnswerAsync(() => new PartitionState(partition, 1, _partitions[partition].Count, _partitions[partition].Count));

    public Task<IReadOnlyList<RecordedEvent>> ReadPartitionAsync(int partition, long fromPosition, int countMax,
        CancellationToken cancellationToken) =>
        ReadAsync(countMax, () => [.. _partitions[partition].Skip((int)fromPosition - 1).Take(countMax)], cancellationToken);

    public Task<IReadOnlyList<RecordedEvent>> ReadAggregateAsync(
        PartitionKey key, AggregateId aggregate, long fromVersion, int countMax, CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<RecordedEvent>>(() =>
            [.. _byKey.GetValueOrDefault(key, []).Where(recorded => recorded.Aggregate == aggregate
                && recorded.Version >= fromVersion).Take(countMax)]);

    public Task<IReadOnlyList<RecordedEvent>> ReadKeyAsync(PartitionKey key, long fromPosition, int countMax,
        CancellationToken cancellationToken) =>
        ReadAsync(countMax, () =>
        {
            _keyReads[key] = _keyReads.GetValueOrDefault(key) + 1;
            return [.. _byKey.GetValueOrDefault(key, []).Where(recorded => recorded.Position >= fromPosition).Take(countMax)];
        }, cancellationToken);

    public Task<RecordedEvent?> FindCommandAsync(PartitionKey key, AggregateId aggregate, CommandId commandId,
        CancellationToken cancellationToken) =>
        AnswerAsync(() => _byKey.GetValueOrDefault(key, []).LastOrDefault(recorded => recorded.Aggregate == aggregate
            && recorded.Context.CommandId == commandId));

    public Task<IReadOnlyList<PartitionKey>> ReadKeysAsync(int partition, PartitionKey? after, int countMax,
        CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<PartitionKey>>(() =>
            [.. _byKey.Keys.Where(key => Partitioning.PartitionOf(key) == partition && string.CompareOrdinal(key.Value, after?.Value) > 0)
                .OrderBy(key => key.Value, StringComparer.Ordinal).Take(countMax)]);

    private async Task<IReadOnlyList<RecordedEvent>> ReadAsync(int countMax, Func<IReadOnlyList<RecordedEvent>> read, CancellationToken cancellationToken)
    {
        if (BeforeRead is { } before) await before(countMax).WaitAsync(cancellationToken);
        return await AnswerAsync(read);
    }

    private Task<T> AnswerAsync<T>(Func<T> answer)
    {
        lock (_lock)
        {
            return _readsLeft-- <= 0
                ? Task.FromException<T>(new JournalException("The journal is away.", isTransient: true, isOutcomeUnknown: false))
                : Task.FromResult(answer());
        }
    }
}
