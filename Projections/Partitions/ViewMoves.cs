using System.Collections.Concurrent;
using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// Tells the watchers of a silo whether a view over everybody has moved: asks the grains of its partitions once a period however many watch,
/// and only while somebody does.
/// </summary>
public sealed class ViewMoves(Partitioning partitioning, IGrainFactory grains, ProjectionServices services)
{
    private readonly ConcurrentDictionary<Type, Lane> _lanes = new();

    /// <summary>Counts the watchers of a view on this silo.</summary>
    internal WatchPlaces.Counter WatchersOf<TPartitionGrain>() => LaneOf<TPartitionGrain>().Watchers;

    /// <summary>Where the view stood in each partition not longer than a period ago.</summary>
    internal Task<ImmutableArray<ViewStand>> NewestAsync<TPartitionGrain>()
        where TPartitionGrain : IGrainWithIntegerKey
    {
        var lane = LaneOf<TPartitionGrain>();
        lock (lane)
        {
            if (lane.Look is { IsCompletedSuccessfully: true } look && RestOf(lane) > TimeSpan.Zero) return look;
        }

        return NextAsync<TPartitionGrain>();
    }

    /// <summary>Where the view stands in each partition, told when a period is over since the question before.</summary>
    internal Task<ImmutableArray<ViewStand>> NextAsync<TPartitionGrain>()
        where TPartitionGrain : IGrainWithIntegerKey
    {
        var lane = LaneOf<TPartitionGrain>();
        lock (lane)
        {
            // The silo asks, not the grain that happens to be first: that one may be gone before the answer.
            if (lane.Look.IsCompleted)
                lane.Look = Task.Factory.StartNew(() => LookAsync<TPartitionGrain>(lane), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap();
            return lane.Look;
        }
    }

    private Lane LaneOf<TPartitionGrain>() => _lanes.GetOrAdd(typeof(TPartitionGrain), static _ => new());

    private TimeSpan RestOf(Lane lane) =>
        lane.LookedAt is { } before ? TimeSpan.FromMilliseconds(services.Options.WatchPeriodMs) - services.Time.GetElapsedTime(before) : TimeSpan.Zero;

    private async Task<ImmutableArray<ViewStand>> LookAsync<TPartitionGrain>(Lane lane)
        where TPartitionGrain : IGrainWithIntegerKey
    {
        if (RestOf(lane) is var rest && rest > TimeSpan.Zero) await Task.Delay(rest, services.Time);
        lane.LookedAt = services.Time.GetTimestamp();
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(services.Options.WatchWaitMaxMs), services.Time);
        try
        {
            var healths = await Task.WhenAll(Enumerable.Range(0, partitioning.PartitionCount)
                .Select(partition => grains.GetGrain<TPartitionGrain>(partition).AsReference<IPartitionViewGrain>().PingAsync(limit.Token))).WaitAsync(limit.Token);
            return [.. healths.Select((health, partition) => new ViewStand(partition, health.Position, health.Version, health.Generation))];
        }
        catch (OperationCanceledException exception)
        {
            // On a silo that was killed, for one: what it had is never answered.
            throw new QueryRetryException($"Not every partition of {typeof(TPartitionGrain).Name} answers within {services.Options.WatchWaitMaxMs} ms.", exception);
        }
    }

    private sealed class Lane
    {
        public WatchPlaces.Counter Watchers { get; } = new();

        /// <summary>The newest question, answered or not.</summary>
        public Task<ImmutableArray<ViewStand>> Look { get; set; } = Task.FromResult(ImmutableArray<ViewStand>.Empty);

        /// <summary>When it was put; null before the first.</summary>
        public long? LookedAt { get; set; }
    }
}
