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
/// position at most <see cref="ProjectionOptions.ViewSavePeriodMs"/>, so it never says less than the truth. It is that of the version which is shown.
/// </summary>
internal sealed class LagMeter(
    IJournal journal,
    ConsumerCheckpoints checkpoints,
    IReadModelStore store,
    VersionStore builds,
    ProjectionVersions versions,
    IEnumerable<ProjectionDescription> views,
    SiloOptions options)
{
    private readonly ProjectionDescription[] _views = [.. views];

    private int PartitionCount => journal.Partitioning.PartitionCount;

    public async Task<LagReport> MeasureAsync(CancellationToken cancellationToken)
    {
        var (states, places) = await LookAsync(cancellationToken);
        var times = new Dictionary<(int Partition, long Position), DateTimeOffset?>(); // Many are equally far.
        var lags = new List<ViewLag>();
        foreach (var (view, positions) in _views.Zip(places))
        {
            var partitions = new List<ViewPartitionLag>(PartitionCount);
            foreach (var state in states)
                partitions.Add(new(view.Name, state.Partition, state.Head, positions[state.Partition], await TimeAfterAsync(state, positions[state.Partition])));
            var shown = versions.FindShown(view.Name)?.Model;
            lags.Add(new(shown ?? new(view.Name, 0), shown is { } model ? await store.CountParkedAsync(model, cancellationToken) : 0, partitions));
        }

        var roads = new List<PartitionLag>(PartitionCount);
        foreach (var state in states)
        {
            var read = places.Min(positions => positions[state.Partition]);
            roads.Add(new(state.Partition, state.Head, state.Published, read, await TimeAfterAsync(state, state.Published), await TimeAfterAsync(state, read)));
        }

        return new(roads, lags);

        async ValueTask<DateTimeOffset?> TimeAfterAsync(PartitionState state, long position)
        {
            if (position >= state.Head) return null;
            if (!times.TryGetValue((state.Partition, position), out var time))
                times.Add((state.Partition, position), time = await FindTimeAfterAsync(state.Partition, position, cancellationToken));
            return time;
        }
    }

    /// <summary>Events in the journal that are not yet saved in every read model that they concern.</summary>
    public async Task<long> CountUnreadAsync(CancellationToken cancellationToken)
    {
        var (states, places) = await LookAsync(cancellationToken);
        return states.Sum(state => Math.Max(0, state.Head - places.Min(positions => positions[state.Partition])));
    }

    /// <summary>The heads after the positions: what is committed in between counts as behind.</summary>
    private async Task<(PartitionState[] States, List<long[]> ByView)> LookAsync(CancellationToken cancellationToken)
    {
        await versions.LookAsync(cancellationToken);
        var heads = await ReadHeadsAsync(cancellationToken);
        var places = new List<long[]>(_views.Length);
        foreach (var view in _views) places.Add(view.IsOverAll ? heads[view.Name] : await ReadDeliveredAsync(view, cancellationToken));
        var states = new PartitionState[PartitionCount];
        for (var partition = 0; partition < states.Length; partition++) states[partition] = await journal.GetStateAsync(partition, cancellationToken);
        return (states, places);
    }

    /// <summary>
    /// A view by key is as far as its road, which goes on only when the read model that an event concerns has saved it. A version that was switched to and
    /// is not complete lacks what the road brought to another before: it is as far as it was built.
    /// </summary>
    private async Task<long[]> ReadDeliveredAsync(ProjectionDescription view, CancellationToken cancellationToken)
    {
        var group = ViewRoad.GroupOf(options.Kafka.ConsumerGroup, view.Name);
        var delivered = new long[PartitionCount];
        for (var partition = 0; partition < delivered.Length; partition++)
            delivered[partition] = (await checkpoints.ReadAsync(new(group, options.Kafka.Topic, partition), cancellationToken))?.Sequence ?? 0;
        if (versions.FindShown(view.Name) is not { State: VersionState.Switching } shown) return delivered;
        var built = await builds.ReadBuildAsync(shown.Model, cancellationToken);
        return [.. delivered.Select((position, partition) => Math.Min(position, built.GetValueOrDefault(partition)))];
    }

    /// <summary>Where the views over everybody are, by view, in one question.</summary>
    private async Task<Dictionary<string, long[]>> ReadHeadsAsync(CancellationToken cancellationToken)
    {
        var known = _views.Where(view => view.IsOverAll).ToDictionary(view => view.Name, _ => new long[PartitionCount], StringComparer.Ordinal);
        var asked = (from view in _views
                     where view.IsOverAll
                     let shown = versions.FindShown(view.Name)
                     where shown is not null
                     from partition in Enumerable.Range(0, PartitionCount)
                     select (View: view, Partition: partition, Place: new ViewPlace(view, view.AddressOf(shown.Model, partition)))).ToList();
        var positions = await store.ReadPositionsAsync([.. asked.Select(one => one.Place)], cancellationToken);
        foreach (var (one, position) in asked.Zip(positions)) known[one.View.Name][one.Partition] = position;
        return known;
    }

    private async Task<DateTimeOffset?> FindTimeAfterAsync(int partition, long position, CancellationToken cancellationToken)
    {
        var next = await journal.ReadPartitionAsync(partition, position + 1, countMax: 1, cancellationToken);
        return next.Count == 0 ? null : next[0].RecordedAt;
    }
}
