using CommandProcessor.Grains.Interfaces.Reactors;

namespace CommandProcessor.Grains.Reactors.Stores;

/// <summary>What waits for a person or for better times, as it is stored: true also when no silo runs, and as old as the last save where one does.</summary>
public interface IParkedReactions
{
    /// <summary>Creates the tables if need be.</summary>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>In all partitions.</summary>
    Task<long> CountParkedAsync(CancellationToken cancellationToken);

    /// <summary>In order of partition, reactor and process; after them the due times that cannot be read.</summary>
    Task<IReadOnlyList<ParkedReaction>> ListParkedAsync(int countMax, CancellationToken cancellationToken);
}
