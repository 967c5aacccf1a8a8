using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Reentrant: it holds no state, and listing must not wait for a redrive.</summary>
[Reentrant]
internal sealed class ProjectionAdminGrain(
    IReadModelStore store, ProjectionVersions versions, IEnumerable<ProjectionDescription> projections, IGrainFactory grains, Partitioning partitioning,
    TimeProvider time, IOptions<ProjectionOptions> options)
    : Grain, IProjectionAdminGrain
{
    public Task<ImmutableArray<string>> ListProjectionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(projections.Select(projection => projection.Name).ToImmutableArray());

    public Task<long> CountParkedAsync(string projection, CancellationToken cancellationToken) =>
        store.CountParkedAsync(versions.ActiveOf(Find(projection).Name), cancellationToken);

    public async Task<ImmutableArray<ParkedReadModel>> ListParkedAsync(
        string projection, string? after, int countMax, CancellationToken cancellationToken)
    {
        if (countMax is < 1 or > IProjectionAdminGrain.CountMax)
            throw new ArgumentException($"Count {countMax} is not between 1 and {IProjectionAdminGrain.CountMax}.");
        var rows = await store.ListParkedAsync(versions.ActiveOf(Find(projection).Name), after is null ? null : Key(after), countMax, cancellationToken);
        // Those without were left out.
        return [.. rows.Where(row => row.Parking is not null).Select(row => Describe(projection, row, row.Parking!))];
    }

    public async Task<RedriveReport> RedriveAllAsync(string projection, string? after, int countMax, CancellationToken cancellationToken)
    {
        if (Find(projection) is { IsOverAll: true } view) return await RedrivePartitionAsync(view, RedrivePlace.Parse(after), cancellationToken);
        var parked = await ListParkedAsync(projection, after, countMax, cancellationToken);
        var (stillParked, tried, started) = (new List<ParkedReadModel>(), 0, time.GetTimestamp());
        while (tried < parked.Length && (tried == 0 || time.GetElapsedTime(started).TotalMilliseconds < options.Value.RedriveWaitMs))
        {
            var some = parked.AsMemory().Slice(tried, Math.Min(options.Value.RedriveConcurrencyMax, parked.Length - tried)).ToArray();
            var outcomes = await Task.WhenAll(some.Select(one => RedriveAsync(projection, one.Key, cancellationToken)));
            stillParked.AddRange(outcomes.OfType<ParkedReadModel>());
            tried += some.Length;
        }

        var isMore = tried < parked.Length || parked.Length == countMax;
        return new(tried - stillParked.Count, [.. stillParked], isMore ? parked[tried - 1].Key : null);
    }

    public Task<ParkedReadModel?> RedriveAsync(string projection, string key, CancellationToken cancellationToken) =>
        Find(projection) is { IsOverAll: true } view
            ? RedrivePartitionAsync(view, Key(key), cancellationToken)
            : Grain(projection, key).RedriveAsync(cancellationToken);

    /// <summary>
    /// In a view over everybody a key cannot be folded alone: what comes after it rests on it. The first partition from there on in which keys wait is
    /// folded anew, once for all of them.
    /// </summary>
    private async Task<RedriveReport> RedrivePartitionAsync(ProjectionDescription view, RedrivePlace place, CancellationToken cancellationToken)
    {
        for (; partitioning.Has(place.Partition); place = new(place.Partition + 1, Since: null, 0))
        {
            var standing = await Partition(view, place.Partition).RedriveAsync(place.Since, onlyParked: true, cancellationToken);
            if (!standing.IsDone) return new(0, [], new RedrivePlace(place.Partition, standing.Generation, standing.ParkedCount).ToString());
            if (place.Since is null && standing is { Freed: 0, ParkedCount: 0 }) continue; // Nothing waited there.
            var next = partitioning.Has(place.Partition + 1) ? new RedrivePlace(place.Partition + 1, Since: null, 0).ToString() : null;
            return new(standing.Freed ?? Math.Max(0, place.ParkedCount - standing.ParkedCount), standing.Parked, next);
        }

        return new(0, [], null);
    }

    private async Task<ParkedReadModel?> RedrivePartitionAsync(ProjectionDescription view, PartitionKey key, CancellationToken cancellationToken)
    {
        var grain = Partition(view, ViewKey.PartitionOf(key, partitioning));
        var standing = await grain.RedriveAsync(since: null, onlyParked: false, cancellationToken);
        while (!standing.IsDone) standing = await grain.RedriveAsync(standing.Generation, onlyParked: false, cancellationToken);
        return standing.Parked.FirstOrDefault(one => key.Kind == ViewKey.Kind || one.Key == key.Value);
    }

    private IPartitionViewGrain Partition(ProjectionDescription view, int partition) => grains.GetGrain<IPartitionViewGrain>(view.GrainOf(partition));

    private IProjectionGrain Grain(string projection, string key)
    {
        var description = Find(projection);
        var partitionKey = Key(key);
        return partitionKey.Kind == description.KeyKind
            ? grains.GetGrain<IProjectionGrain>(GrainId.Create(description.GrainType, partitionKey.Name))
            : throw new ArgumentException($"Projection '{projection}' has keys of kind {description.KeyKind}; '{key}' is none.");
    }

    private ProjectionDescription Find(string projection) => projections.Require(projection);

    private static PartitionKey Key(string text)
    {
        try
        {
            return PartitionKey.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException(exception.Message, exception);
        }
    }

    private static ParkedReadModel Describe(string projection, ReadModelRow row, Parking parking) =>
        new(projection, row.Key.Value, row.Partition, parking.Position, parking.EventType, parking.Error, parking.Since);
}
