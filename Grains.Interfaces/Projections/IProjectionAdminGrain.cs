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

    /// <summary>
    /// Tries parked read models again, at most <paramref name="countMax"/> of them; of a view over everybody all of a partition, which is folded anew
    /// once. A call ends after some seconds: the answer says where to go on, which may be with what is still under way.
    /// </summary>
    /// <param name="after"><see cref="RedriveReport.Next"/> of the answer before; null for the first.</param>
    /// <param name="countMax">1 to <see cref="CountMax"/>.</param>
    [Alias("RedriveAll")]
    Task<RedriveReport> RedriveAllAsync(string projection, string? after, int countMax, CancellationToken cancellationToken);

    /// <summary>Tries one read model again; returns what it waits at now, or null. Of a view over everybody its whole partition is folded anew, which takes as long as it is.</summary>
    /// <param name="key">Such as "customer/17850".</param>
    [Alias("Redrive"), ResponseTimeout("00:10:00")]
    Task<ParkedReadModel?> RedriveAsync(string projection, string key, CancellationToken cancellationToken);
}
