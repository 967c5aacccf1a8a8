using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// Hands the events of each partition, in order, to the views over everybody. What the roads read or deliver on this silo is kept for a while and
/// read from memory; what is older, or does not come, is read from the journal. So each view goes at its own pace, and a slow one holds up neither
/// the road nor another.
/// </summary>
public sealed class PartitionFeed(IJournal journal, TimeProvider time, IOptions<ProjectionOptions> options) : IDisposable
{
    private const int LaneEventsMin = 64;

    private readonly Lane[] _lanes = NewLanes(journal.Partitioning.PartitionCount, options.Value.FeedEventsMax);
    private readonly SemaphoreSlim _readings = new(options.Value.FillConcurrencyMax);
    private readonly TimeSpan _gapPatience = TimeSpan.FromMilliseconds(options.Value.FeedGapWaitMs);
    private readonly TimeSpan _lookPeriod = TimeSpan.FromMilliseconds(options.Value.FeedLookPeriodMs);

    /// <summary>The newest position of the partition that is known here; it may be older than the journal's.</summary>
    public long NewestPosition(int partition) => _lanes[partition].Newest;

    /// <summary>Events from a position on, without a hole; none if there are none within the wait.</summary>
    /// <exception cref="JournalException">They are not in memory, and the journal is away.</exception>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(
        int partition, long fromPosition, int countMax, TimeSpan wait, CancellationToken cancellationToken)
    {
        var lane = _lanes[partition];
        return await TryTakeAsync(lane, fromPosition, countMax, wait, cancellationToken) is { Count: > 0 } taken
            ? taken
            : await ReadJournalAsync(lane, partition, fromPosition, countMax, cancellationToken);
    }

    /// <summary>What was read of that position, if it is kept: who reads the same need not decode it again. Null if it is not.</summary>
    public RecordedEvent? Find(int partition, long position) => _lanes[partition].Find(position);

    /// <summary>Takes what a road has read.</summary>
    public void Add(RecordedEvent recorded) => _lanes[recorded.Partition].Add(recorded);

    /// <summary>Takes what a road has delivered: most has been read here, but not what came from the journal or from another silo.</summary>
    internal void Add(IReadOnlyList<RecordedEvent> events)
    {
        foreach (var recorded in events) Add(recorded);
    }

    public void Dispose()
    {
        _readings.Dispose();
        foreach (var lane in _lanes) lane.Reading.Dispose();
    }

    private async Task<IReadOnlyList<RecordedEvent>> TryTakeAsync(
        Lane lane, long fromPosition, int countMax, TimeSpan wait, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        long? gapSince = null;
        while (true)
        {
            var changed = lane.Changed;
            if (lane.Take(fromPosition, countMax) is { Count: > 0 } taken) return taken;
            if (lane.HasForgotten(fromPosition)) return [];

            // What comes later is here already: the streams of a partition do not keep step, so it will be along, or never.
            if (lane.Newest >= fromPosition) gapSince ??= time.GetTimestamp();
            var patience = gapSince is { } since ? _gapPatience - time.GetElapsedTime(since) : wait - time.GetElapsedTime(started);
            if (patience <= TimeSpan.Zero) return [];
            await changed.WaitAsync(patience, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>One reads a partition at a time, and those who are at the same place share what was read.</summary>
    private async Task<IReadOnlyList<RecordedEvent>> ReadJournalAsync(
        Lane lane, int partition, long fromPosition, int countMax, CancellationToken cancellationToken)
    {
        await lane.Reading.WaitAsync(cancellationToken);
        try
        {
            if (lane.OfPage(fromPosition, countMax) is { Count: > 0 } shared) return shared;
            if (lane.Newest < fromPosition && lane.EmptyFrom == fromPosition && time.GetElapsedTime(lane.LookedAt) < _lookPeriod) return [];
            await _readings.WaitAsync(cancellationToken);
            try
            {
                var page = await journal.ReadPartitionAsync(partition, fromPosition, countMax, cancellationToken);
                lane.Looked(fromPosition, page, time.GetTimestamp());
                return page;
            }
            finally
            {
                _readings.Release();
            }
        }
        finally
        {
            lane.Reading.Release();
        }
    }

    private static Lane[] NewLanes(int count, int eventsMax) =>
        [.. Enumerable.Range(0, count).Select(_ => new Lane(Math.Max(LaneEventsMin, eventsMax / count)))];

    private sealed class Lane(int eventsMax)
    {
        private readonly Lock _gate = new();
        private RecordedEvent?[] _events = []; // Made with the first event: most silos read few of the partitions.
        private TaskCompletionSource? _changed; // Made when somebody waits.
        private IReadOnlyList<RecordedEvent> _page = [];
        private long _newest;

        /// <summary>Held by who reads the journal.</summary>
        public SemaphoreSlim Reading { get; } = new(1);

        public long Newest => Volatile.Read(ref _newest);

        /// <summary>Where the journal ended when it was looked at last.</summary>
        public long EmptyFrom { get; private set; }

        public long LookedAt { get; private set; }

        /// <summary>Completes with the next event.</summary>
        public Task Changed
        {
            get { lock (_gate) return (_changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task; }
        }

        public void Add(RecordedEvent recorded)
        {
            TaskCompletionSource? changed;
            lock (_gate)
            {
                if (_events.Length == 0) _events = new RecordedEvent?[eventsMax];
                ref var place = ref _events[recorded.Position % eventsMax];
                if (place is not null && place.Position >= recorded.Position) return; // Each view that it concerns brings it.
                place = recorded;
                _newest = Math.Max(_newest, recorded.Position);
                (changed, _changed) = (_changed, null);
            }

            changed?.TrySetResult();
        }

        public RecordedEvent? Find(long position)
        {
            lock (_gate) return Kept(position);
        }

        public List<RecordedEvent> Take(long fromPosition, int countMax)
        {
            lock (_gate)
            {
                List<RecordedEvent> taken = [];
                for (var position = fromPosition; taken.Count < countMax && Kept(position) is { } recorded; position++) taken.Add(recorded);
                return taken;
            }
        }

        /// <summary>True if the place of the position is taken by a later one.</summary>
        public bool HasForgotten(long position) => position <= Newest - eventsMax;

        public IReadOnlyList<RecordedEvent> OfPage(long fromPosition, int countMax)
        {
            var page = _page;
            if (page.Count == 0 || fromPosition < page[0].Position || fromPosition > page[^1].Position) return [];
            return [.. page.Skip((int)(fromPosition - page[0].Position)).Take(countMax)];
        }

        public void Looked(long fromPosition, IReadOnlyList<RecordedEvent> page, long at)
        {
            _page = page;
            if (page.Count == 0) (EmptyFrom, LookedAt) = (fromPosition, at);
            else lock (_gate) _newest = Math.Max(_newest, page[^1].Position);
        }

        private RecordedEvent? Kept(long position) =>
            _events.Length > 0 && _events[position % eventsMax] is { } recorded && recorded.Position == position ? recorded : null;
    }
}
