using CommandProcessor.Journal;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Silo.Hosting;
using CommandProcessor.Silo.Road;

namespace CommandProcessor.Silo.Monitoring;

/// <summary>
/// Measures how far the road and the read side are behind the journal, from the databases alone: it is as true when whoever should be
/// reading is dead. The checkpoint is at most <see cref="Orleans.Streams.Kafka.KafkaStreamOptions.CheckpointPeriodMs"/> old, and a view's
/// position at most <see cref="ProjectionOptions.ViewSavePeriodMs"/>, so it never says less than the truth.
/// </summary>
internal sealed class LagMeter(
    IJournal journal,
    ConsumerCheckpoints checkpoints,
    IReadModelStore store,
    ProjectionVersions versions,
    IEnumerable<ProjectionDescription> views,
    SiloOptions options)
{
    private readonly ProjectionDescription[] _views = [.. views];

    public int PartitionCount => journal.Partitioning.PartitionCount;

    public async Task<IReadOnlyList<PartitionLag>> MeasureAsync(CancellationToken cancellationToken)
    {
        var lags = new List<PartitionLag>(PartitionCount);
        foreach (var place in await ReadAsync(cancellationToken))
        {
            var unpublishedSince = await FindTimeAfterAsync(place.State, place.State.Published, cancellationToken);
            var unreadSince = place.Read == place.State.Published ? unpublishedSince : await FindTimeAfterAsync(place.State, place.Read, cancellationToken);
            lags.Add(new(place.State.Partition, place.State.Head, place.State.Published, place.Read, unpublishedSince, unreadSince));
        }

        return lags;
    }

    /// <summary>Events in the journal that are not yet saved in every read model that they concern.</summary>
    public async Task<long> CountUnreadAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).Sum(place => Math.Max(0, place.State.Head - place.Read));

    /// <summary>
    /// How far each view is behind. A view over everybody saves where it is; one by key is as far as its road, which goes on only when the
    /// read model that an event concerns has saved it.
    /// </summary>
    public async Task<IReadOnlyList<ViewLag>> MeasureViewsAsync(CancellationToken cancellationToken)
    {
        var lags = new List<ViewLag>();
        var places = await ReadAsync(cancellationToken);
        for (var at = 0; at < _views.Length; at++)
        {
            var (unread, since) = (0L, (DateTimeOffset?)null);
            foreach (var place in places)
            {
                unread += Math.Max(0, place.State.Head - place.ByView[at]);
                var waits = await FindTimeAfterAsync(place.State, place.ByView[at], cancellationToken);
                since = since is null || waits < since ? waits ?? since : since;
            }

            var model = versions.ActiveOf(_views[at].Name);
            lags.Add(new(model, unread, since, await store.CountParkedAsync(model, cancellationToken)));
        }

        return lags;
    }

    private async Task<List<Place>> ReadAsync(CancellationToken cancellationToken)
    {
        await versions.LookAsync(cancellationToken);
        var heads = await ReadHeadsAsync(cancellationToken);
        var places = new List<Place>(PartitionCount);
        for (var partition = 0; partition < PartitionCount; partition++)
        {
            var byView = new long[_views.Length];
            for (var at = 0; at < byView.Length; at++)
                byView[at] = _views[at].IsOverAll ? heads.GetValueOrDefault((_views[at].Name, partition)) : await ReadDeliveredAsync(_views[at].Name, partition, cancellationToken);
            places.Add(new(await journal.GetStateAsync(partition, cancellationToken), byView));
        }

        return places;
    }

    private async Task<long> ReadDeliveredAsync(string view, int partition, CancellationToken cancellationToken)
    {
        var group = ViewRoad.GroupOf(options.Kafka.ConsumerGroup, view);
        return (await checkpoints.ReadAsync(new(group, options.Kafka.Topic, partition), cancellationToken))?.Sequence ?? 0;
    }

    /// <summary>Where the views over everybody are, by view and partition, in one question.</summary>
    private async Task<Dictionary<(string View, int Partition), long>> ReadHeadsAsync(CancellationToken cancellationToken)
    {
        var asked = _views.Where(view => view.IsOverAll)
            .SelectMany(view => Enumerable.Range(0, PartitionCount).Select(partition => (View: view, Partition: partition)))
            .ToList();
        var positions = await store.ReadPositionsAsync(
            [.. asked.Select(one => new ViewPlace(one.View, one.View.AddressOf(versions.ActiveOf(one.View.Name), one.Partition)))], cancellationToken);
        return asked.Zip(positions).ToDictionary(pair => (pair.First.View.Name, pair.First.Partition), pair => pair.Second);
    }

    private async Task<DateTimeOffset?> FindTimeAfterAsync(PartitionState state, long position, CancellationToken cancellationToken)
    {
        if (position >= state.Head) return null;
        var next = await journal.ReadPartitionAsync(state.Partition, position + 1, countMax: 1, cancellationToken);
        return next.Count == 0 ? null : next[0].RecordedAt;
    }

    /// <param name="ByView">Position up to which each view has saved everything.</param>
    private sealed record Place(PartitionState State, long[] ByView)
    {
        public long Read { get; } = ByView.Min();
    }
}
