using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Projections.Partitions;

public abstract partial class MergedViewGrain<TPartitionGrain>
{
    /// <summary>
    /// Answers as soon as a partition has moved and what is selected differs from what the request's token says was shown, at most once a period,
    /// and else when its time is over. The method of the grain interleaves. Of a stateless worker Orleans may tell another activation that the caller
    /// went away: then its place is free when its time is over.
    /// </summary>
    /// <param name="ask">The query that is watched; it is asked for no less than the partitions are known to show.</param>
    /// <param name="selected">The part of an answer whose change is told, as text; pure. It leaves out <see cref="ViewFreshness"/>, which every event moves.</param>
    /// <exception cref="QueryRetryException">Too many watch already, or the query cannot be answered now; ask again.</exception>
    protected async Task<WatchAnswer<T>> WatchAsync<T>(
        WatchRequest request, Func<AtLeastAll, CancellationToken, Task<T>> ask, Func<T, string> selected, CancellationToken cancellationToken)
    {
        var services = ServiceProvider.GetRequiredService<ProjectionServices>();
        var moves = ServiceProvider.GetRequiredService<ViewMoves>();
        using var place = services.Watches.Take(typeof(TPartitionGrain).Name, typeof(TPartitionGrain).Name, moves.WatchersOf<TPartitionGrain>());
        var longest = TimeSpan.FromMilliseconds(services.Options.WatchWaitMaxMs);
        var wait = request.Wait < longest ? request.Wait : longest;
        var started = services.Time.GetTimestamp();
        var shown = Newest(request.After?.Positions ?? []);
        var mustAsk = request.After is null;
        var positions = (await moves.NewestAsync<TPartitionGrain>().WaitAsync(cancellationToken)).Positions();
        while (true)
        {
            var isOver = services.Time.GetElapsedTime(started) >= wait;
            if (mustAsk || isOver || HasMoved(shown, positions))
            {
                var atLeast = Newest(shown, positions, request.AtLeast.Positions);
                var value = await ask(new(atLeast, request.AtLeast.Deadline), cancellationToken);
                var token = new WatchToken(atLeast, WatchDigest.Of(selected(value)));
                if (request.After?.Digest != token.Digest) return new(true, value, token);
                if (isOver) return new(false, default, token);
                shown = atLeast;
            }

            positions = (await moves.NextAsync<TPartitionGrain>().WaitAsync(cancellationToken)).Positions();
        }
    }

    private static bool HasMoved(ImmutableArray<CommitPosition> shown, ImmutableArray<CommitPosition> positions)
    {
        var before = shown.ToDictionary(position => position.Partition, position => position.Position);
        return positions.Any(position => position.Position > before.GetValueOrDefault(position.Partition));
    }

    private static ImmutableArray<CommitPosition> Newest(params IEnumerable<ImmutableArray<CommitPosition>> parts) =>
        [.. parts.Where(part => !part.IsDefault).SelectMany(part => part)
            .GroupBy(position => position.Partition)
            .Select(group => group.MaxBy(position => position.Position))
            .Where(position => position.Position > 0)
            .OrderBy(position => position.Partition)];
}
