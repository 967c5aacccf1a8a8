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
    IReadModelStore store, ProjectionVersions versions, IEnumerable<ProjectionDescription> projections, IGrainFactory grains, Partitioning partitioning, IOptions<ProjectionOptions> options)
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
        var parked = await ListParkedAsync(projection, after, countMax, cancellationToken);
        var stillParked = new List<ParkedReadModel>();
        if (Find(projection) is { IsOverAll: true } view)
        {
            foreach (var partition in parked.Select(one => one.Partition).Distinct()) stillParked.AddRange(await RefoldAsync(view, partition, cancellationToken));
            return new(Math.Max(0, parked.Length - stillParked.Count), [.. stillParked], parked.Length == countMax ? parked[^1].Key : null);
        }

        foreach (var some in parked.Chunk(options.Value.RedriveConcurrencyMax))
        {
            var outcomes = await Task.WhenAll(some.Select(one => RedriveAsync(projection, one.Key, cancellationToken)));
            stillParked.AddRange(outcomes.OfType<ParkedReadModel>());
        }

        return new(parked.Length - stillParked.Count, [.. stillParked], parked.Length == countMax ? parked[^1].Key : null);
    }

    public Task<ParkedReadModel?> RedriveAsync(string projection, string key, CancellationToken cancellationToken) =>
        Find(projection) is { IsOverAll: true } view
            ? RefoldAsync(view, Key(key), cancellationToken)
            : Grain(projection, key).RedriveAsync(cancellationToken);

    public Task<ParkedReadModel?> RebuildAsync(string projection, string key, CancellationToken cancellationToken) =>
        Find(projection) is { IsOverAll: true } view
            ? RefoldAsync(view, Key(key), cancellationToken)
            : Grain(projection, key).RebuildAsync(cancellationToken);

    /// <summary>In a view over everybody a key cannot be folded alone: what comes after it rests on it. Its partition is folded anew.</summary>
    private async Task<ParkedReadModel?> RefoldAsync(ProjectionDescription view, PartitionKey key, CancellationToken cancellationToken)
    {
        var parked = await RefoldAsync(view, ViewKey.PartitionOf(key, partitioning), cancellationToken);
        return parked.FirstOrDefault(one => key.Kind == ViewKey.Kind || one.Key == key.Value);
    }

    private Task<ImmutableArray<ParkedReadModel>> RefoldAsync(ProjectionDescription view, int partition, CancellationToken cancellationToken) =>
        grains.GetGrain<IPartitionViewGrain>(view.GrainOf(partition)).RefoldAsync(cancellationToken);

    private IProjectionGrain Grain(string projection, string key)
    {
        var description = Find(projection);
        var partitionKey = Key(key);
        return partitionKey.Kind == description.KeyKind
            ? grains.GetGrain<IProjectionGrain>(GrainId.Create(description.GrainType, partitionKey.Name))
            : throw new ArgumentException($"Projection '{projection}' has keys of kind {description.KeyKind}; '{key}' is none.");
    }

    private ProjectionDescription Find(string projection) => projections.FirstOrDefault(known => known.Name == projection)
        ?? throw new ArgumentException($"There is no projection '{projection}'; there are {Names}.");

    private string Names => string.Join(", ", projections.Select(known => known.Name));

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
