using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Reactors.Stores;

/// <summary>What reactors must not forget: how far they are, what is due when, and what waits for a person.</summary>
public interface IReactorStore
{
    /// <summary>Creates the tables if need be.</summary>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Becomes the one that may save for a partition: takes a new epoch, after which no older one can.</summary>
    Task<ReactorClaim> ClaimAsync(int partition, CancellationToken cancellationToken);

    /// <summary>Saves everything or nothing.</summary>
    /// <returns>False if somebody else has claimed the partition.</returns>
    Task<bool> SaveAsync(int partition, long epoch, ReactorChanges changes, CancellationToken cancellationToken);

    /// <summary>The earliest due times up to a moment, in order.</summary>
    /// <exception cref="UnreadableDueException">Some of them cannot be read; it has those.</exception>
    Task<IReadOnlyList<DueTime>> ReadDueAsync(int partition, DateTimeOffset until, int countMax, CancellationToken cancellationToken);

    /// <summary>When the next is due, or null.</summary>
    Task<DateTimeOffset?> FindNextDueAsync(int partition, CancellationToken cancellationToken);

    /// <summary>The parked processes of a partition.</summary>
    Task<IReadOnlyList<ParkedReaction>> ReadParkedAsync(int partition, int countMax, CancellationToken cancellationToken);

    /// <summary>The due times of a partition that were set aside because they cannot be read.</summary>
    Task<IReadOnlyList<UnreadableDue>> ReadUnreadableAsync(int partition, int countMax, CancellationToken cancellationToken);
}
