using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Reactors;

/// <summary>What an operator does about processes that wait. One key, 0. Reactors go by their names, such as "transfers".</summary>
[Alias("CommandProcessor.IReactorAdminGrain")]
public interface IReactorAdminGrain : IGrainWithIntegerKey
{
    /// <summary>The reactors of this cluster, and <see cref="ParkedReaction.DueTimes"/>.</summary>
    [Alias("ListReactors")]
    Task<ImmutableArray<string>> ListReactorsAsync(CancellationToken cancellationToken);

    /// <summary>Tries what is parked in a partition again. The answer comes after some seconds at the latest, and says where to go on.</summary>
    /// <param name="reactor">Only what it left; null for all.</param>
    /// <param name="process">Only that one, such as "transfer/17850/1"; null for all.</param>
    /// <param name="partition">0, and then <see cref="ReactionRedrive.Next"/> of the answer before.</param>
    /// <exception cref="ArgumentException">There is no such reactor or partition.</exception>
    [Alias("Redrive")]
    Task<ReactionRedrive> RedriveAsync(string? reactor, string? process, int partition, CancellationToken cancellationToken);
}
