using System.Diagnostics;
using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Journal;

/// <summary>
/// Gives events their positions, versions and hashes. It may remember all of that because it is the only writer: if it is not, the
/// store's conditional update of the partition's row refuses what it made of its memories.
/// </summary>
internal sealed class PartitionWriter : IPartitionWriter
{
    private const int AttemptCountMax = 3;
    private const int Idle = 0;
    private const int Busy = 1;
    private const int GivenUp = 2;

    private readonly SqlJournal _journal;
    private readonly RecentMap<string> _positions;
    private readonly RecentMap<string> _versions;
    private readonly bool _wasReadWhole;
    private readonly List<RecordedEvent> _events = [];
    private readonly Numbers _groupPositions = new();
    private readonly Numbers _groupVersions = new();
    private ReadOnlyMemory<byte> _hash;
    private int _state = Idle;

    /// <param name="recent">The newest events of the partition, oldest first.</param>
    public PartitionWriter(SqlJournal journal, PartitionState claimed, IReadOnlyList<RecentEvent> recent)
    {
        _journal = journal;
        Partition = claimed.Partition;
        Epoch = claimed.Epoch;
        Head = claimed.Head;
        Published = claimed.Published;
        _hash = claimed.Hash;
        _positions = new(journal.Options.RecentCountMax);
        _versions = new(journal.Options.RecentCountMax);
        _wasReadWhole = recent.Count == Head;
        foreach (var (key, position, aggregate, version) in recent)
        {
            _positions.Set(key, position);
            _versions.Set(aggregate, version);
        }
    }

    public int Partition { get; }

    public long Epoch { get; }

    public long Head { get; private set; }

    public long Published { get; private set; }

    public async Task<IReadOnlyList<AppendResult>> AppendAsync(
        IReadOnlyList<AppendRequest> group, long published, CancellationToken cancellationToken)
    {
        Check(group);
        Check(published);
        Enter();
        try
        {
            var results = await AppendCheckedAsync(group, published, cancellationToken);
            _state = Idle;
            return results;
        }
        catch
        {
            _state = GivenUp;
            throw;
        }
    }

    public async Task SavePublishedAsync(long published, CancellationToken cancellationToken)
    {
        Check(published);
        Enter();
        try
        {
            await SaveAsync(published, cancellationToken);
            _state = Idle;
        }
        catch
        {
            _state = GivenUp;
            throw;
        }
    }

    private async Task<IReadOnlyList<AppendResult>> AppendCheckedAsync(
        IReadOnlyList<AppendRequest> group, long published, CancellationToken cancellationToken)
    {
        await RecallAsync(group, cancellationToken);
        for (var attempt = 1; attempt <= AttemptCountMax; attempt++)
        {
            var results = Plan(group);
            if (_events.Count == 0)
            {
                // Saves, and makes sure that those who are told of a conflict were told by the owner of the partition.
                await SaveAsync(published, cancellationToken);
                return results;
            }

            var hash = _events[^1].Hash;
            var recordedAt = Microseconds.From(_events[0].RecordedAt);
            switch (await _journal.AppendAsync(new(Partition, Epoch, Head, published, recordedAt, hash, _events), cancellationToken))
            {
                case AppendOutcome.Appended:
                    Remember(hash, published);
                    return results;
                case AppendOutcome.Fenced:
                    throw await FencedAsync(cancellationToken);
                case AppendOutcome.VersionTaken:
                    await LookUpAsync([], [.. group.Select(request => request.Aggregate.Value).Distinct()], cancellationToken);
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        throw new JournalException(
            $"Partition {Partition} says that versions of its aggregates are taken which it does not show; verify the journal.",
            isTransient: false, isOutcomeUnknown: false);
    }

    /// <summary>
    /// Gathers where the keys and aggregates of the group stand, and asks the store, in one query, for what is not remembered. An
    /// aggregate that is said to be new is believed to be: if it is not, the unique index says so.
    /// </summary>
    private async Task RecallAsync(IReadOnlyList<AppendRequest> group, CancellationToken cancellationToken)
    {
        _groupPositions.Clear();
        _groupVersions.Clear();
        var knowsAllPositions = _wasReadWhole && !_positions.HasForgotten;
        var knowsAllVersions = _wasReadWhole && !_versions.HasForgotten;
        HashSet<string>? keys = null;
        HashSet<string>? aggregates = null;
        foreach (var request in group)
        {
            if (!_groupPositions.TryRecall(request.Key.Value, _positions, knowsAllPositions)) (keys ??= []).Add(request.Key.Value);
            if (!_groupVersions.TryRecall(request.Aggregate.Value, _versions, knowsAllVersions || request.ExpectedVersion == 0))
                (aggregates ??= []).Add(request.Aggregate.Value);
        }

        if (keys is not null || aggregates is not null) await LookUpAsync([.. keys ?? []], [.. aggregates ?? []], cancellationToken);
    }

    private async Task LookUpAsync(string[] keys, string[] aggregates, CancellationToken cancellationToken)
    {
        foreach (var (isAggregate, name, number) in await _journal.LookUpAsync(Partition, keys, aggregates, cancellationToken))
            (isAggregate ? _groupVersions : _groupPositions).Known[name] = number;
    }

    /// <summary>Decides about each request, and stages the events of those that fit.</summary>
    private AppendResult[] Plan(IReadOnlyList<AppendRequest> group)
    {
        _events.Clear();
        _groupPositions.Staged.Clear();
        _groupVersions.Staged.Clear();

        var recordedAt = Microseconds.ToTime(Microseconds.From(_journal.Time.GetUtcNow()));
        var eventCount = 0;
        foreach (var request in group) eventCount += request.Events.Length;
        var hashes = new byte[eventCount * HashChain.HashBytes];
        var hashBefore = _hash;

        var results = new AppendResult[group.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var request = group[i];
            var version = _groupVersions.Newest(request.Aggregate.Value);
            var isLeftOut = request.RestsOnPrevious && results[i - 1] is AppendResult.Conflict;
            results[i] = version == request.ExpectedVersion && !isLeftOut
                ? new AppendResult.Appended(ImmutableCollectionsMarshal.AsImmutableArray(Stage(request, recordedAt, hashes, ref hashBefore)))
                : new AppendResult.Conflict(version);
        }

        return results;
    }

    private RecordedEvent[] Stage(AppendRequest request, DateTimeOffset recordedAt, byte[] hashes, ref ReadOnlyMemory<byte> hashBefore)
    {
        var previous = _groupPositions.Newest(request.Key.Value);
        var version = request.ExpectedVersion;
        var events = new RecordedEvent[request.Events.Length];
        for (var i = 0; i < events.Length; i++)
        {
            var hash = hashes.AsMemory(_events.Count * HashChain.HashBytes, HashChain.HashBytes);
            var data = request.Events[i];
            var recorded = events[i] = new()
            {
                Partition = Partition,
                Position = Head + _events.Count + 1,
                Previous = previous,
                Key = request.Key,
                Aggregate = request.Aggregate,
                Version = ++version,
                Type = data.Type,
                SchemaVersion = data.SchemaVersion,
                Context = request.Context,
                RecordedAt = recordedAt,
                Body = data.Body,
                Hash = hash,
                Decoded = data.Decoded,
            };
            HashChain.Compute(hashBefore.Span, recorded, hash.Span);
            hashBefore = hash;
            previous = recorded.Position;
            _events.Add(recorded);
        }

        _groupPositions.Staged[request.Key.Value] = previous;
        _groupVersions.Staged[request.Aggregate.Value] = version;
        return events;
    }

    private void Remember(ReadOnlyMemory<byte> hash, long published)
    {
        foreach (var (key, position) in _groupPositions.Staged) _positions.Set(key, position);
        foreach (var (aggregate, version) in _groupVersions.Staged) _versions.Set(aggregate, version);
        Head += _events.Count;
        Published = published;
        _hash = hash;
    }

    private async Task SaveAsync(long published, CancellationToken cancellationToken)
    {
        if (!await _journal.SavePublishedAsync(Partition, Epoch, Head, published, cancellationToken)) throw await FencedAsync(cancellationToken);
        Published = published;
    }

    private async Task<Exception> FencedAsync(CancellationToken cancellationToken)
    {
        var state = await _journal.GetStateAsync(Partition, cancellationToken);
        return state.Epoch == Epoch
            ? new JournalException(
                $"Partition {Partition} stands at {state.Head} where its only writer left it at {Head}; verify the journal.", false, false)
            : new PartitionFencedException(Partition, Epoch);
    }

    private void Check(IReadOnlyList<AppendRequest> group)
    {
        long eventCount = 0, byteCount = 0;
        AggregateId? before = null;
        foreach (var request in group)
        {
            if (request.RestsOnPrevious && request.Aggregate != before)
                throw new ArgumentException($"Append to {request.Aggregate} rests on the one before it, which is {(before is null ? "none" : $"to {before}")}.", nameof(group));
            before = request.Aggregate;
            if (request.Mistake(_journal.Options.EventBodyBytesMax) is { } mistake) throw new ArgumentException(mistake, nameof(group));
            if (_journal.Partitioning.PartitionOf(request.Key) is var partition && partition != Partition)
                throw new ArgumentException($"Key {request.Key} belongs to partition {partition}, not {Partition}.", nameof(group));
            eventCount += request.Events.Length;
            foreach (var data in request.Events) byteCount += data.Body.Length;
        }

        var options = _journal.Options;
        if (eventCount > options.GroupEventCountMax)
            throw new ArgumentException($"Group of {eventCount} events exceeds JournalOptions.GroupEventCountMax {options.GroupEventCountMax}.", nameof(group));
        if (byteCount > options.GroupBytesMax)
            throw new ArgumentException($"Group of {byteCount} bytes exceeds JournalOptions.GroupBytesMax {options.GroupBytesMax}.", nameof(group));
    }

    private void Check(long published)
    {
        if (published < 0 || published > Head)
            throw new ArgumentOutOfRangeException(nameof(published), $"Published watermark {published} is not between 0 and the head {Head}.");
    }

    private void Enter()
    {
        var found = Interlocked.CompareExchange(ref _state, Busy, Idle);
        if (found == Busy) throw new InvalidOperationException($"Writer of partition {Partition} takes one append at a time.");
        if (found == GivenUp) throw new InvalidOperationException($"Writer of partition {Partition} failed; claim the partition again.");
    }

    /// <summary>Where names stand: as it was known before a group, and as the group will leave it.</summary>
    private sealed class Numbers
    {
        public Dictionary<string, long> Known { get; } = [];

        public Dictionary<string, long> Staged { get; } = [];

        public void Clear()
        {
            Known.Clear();
            Staged.Clear();
        }

        /// <param name="isNewIfForgotten">True if a name that is not remembered may be taken for one that never was.</param>
        public bool TryRecall(string name, RecentMap<string> remembered, bool isNewIfForgotten)
        {
            if (Known.ContainsKey(name)) return true;
            if (!remembered.TryGet(name, out var number) && !isNewIfForgotten) return false;
            Known.Add(name, number);
            return true;
        }

        public long Newest(string name) => Staged.TryGetValue(name, out var number) ? number : Known[name];
    }
}
