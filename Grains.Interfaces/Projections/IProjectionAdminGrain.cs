using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Projections;

/// <summary>
/// What an operator does about read models that wait. One key, 0. Projections go by their names, such as "customer-orders".
/// </summary>
[Alias("CommandProcessor.IProjectionAdminGrain")]
public interface IProjectionAdminGrain : IGrainWithIntegerKey
{
    const int CountMax = 1_000;

    /// <summary>The projections of this cluster.</summary>
    [Alias("ListProjections")]
    Task<ImmutableArray<string>> ListProjectionsAsync(CancellationToken cancellationToken);

    [Alias("CountParked")]
    Task<long> CountParkedAsync(string projection, CancellationToken cancellationToken);

    /// <summary>Parked read models in order of their keys.</summary>
    /// <param name="after">The last key of the answer before; null for the first.</param>
    /// <param name="countMax">1 to <see cref="CountMax"/>.</param>
    [Alias("ListParked")]
    Task<ImmutableArray<ParkedReadModel>> ListParkedAsync(string projection, string? after, int countMax,
        CancellationToken cancellationToken);

    /// <summary>Tries the parked read models again, at most <paramref name="countMax"/> of them.</summary>
    /// <param name="after"><see cref="RedriveReport.Next"/> of the answer before; null for the first.</param>
    /// <param name="countMax">1 to <see cref="CountMax"/>.</param>
    [Alias("RedriveAll")]
    Task<RedriveReport> RedriveAllAsync(string projection, string? after, int countMax, CancellationToken cancellationToken);

    /// <summary>Tries one read model again; returns what it waits at now, or null.</summary>
    /// <param name="key">Such as "customer/17850".</param>
    [Alias("Redrive")]
    Task<ParkedReadModel?> RedriveAsync(string projection, string key, CancellationToken cancellationToken);

    /// <summary>Forgets one read model and folds it anew from the journal; returns what it waits at then, or null.</summary>
    /// <param name="key">Such as "customer/17850".</param>
    [Alias("Rebuild")]
    Task<ParkedReadModel?> RebuildAsync(string projection, string key, CancellationToken cancellationToken);
}
