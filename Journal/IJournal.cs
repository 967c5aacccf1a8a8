using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Journal;

/// <summary>
/// The truth: P append-only partitions of events. Reading needs nothing; writing needs a claim, and a newer claim ends an older one.
/// </summary>
public interface IJournal
{
    Partitioning Partitioning { get; }

    /// <summary>Creates or migrates the schema.</summary>
    /// <exception cref="JournalMismatchException">The database is newer than the program, or was made for another number of partitions.</exception>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Becomes the writer of a partition: takes a new epoch, after which no older writer can append.</summary>
    Task<IPartitionWriter> ClaimAsync(int partition, string owner, CancellationToken cancellationToken);

    Task<PartitionState> GetStateAsync(int partition, CancellationToken cancellationToken);

    /// <summary>Events of a partition from a position on, in order; at most <paramref name="countMax"/>.</summary>
    Task<IReadOnlyList<RecordedEvent>> ReadPartitionAsync(int partition, long fromPosition, int countMax, CancellationToken cancellationToken);

    /// <summary>Events of an aggregate from a version on, in order; at most <paramref name="countMax"/>.</summary>
    Task<IReadOnlyList<RecordedEvent>> ReadAggregateAsync(
        PartitionKey key, AggregateId aggregate, long fromVersion, int countMax, CancellationToken cancellationToken);

    /// <summary>Events of a partition key from a position on, in order; at most <paramref name="countMax"/>.</summary>
    Task<IReadOnlyList<RecordedEvent>> ReadKeyAsync(PartitionKey key, long fromPosition, int countMax, CancellationToken cancellationToken);

    /// <summary>The last event that the command caused in the aggregate, or null.</summary>
    Task<RecordedEvent?> FindCommandAsync(PartitionKey key, AggregateId aggregate, CommandId commandId, CancellationToken cancellationToken);

    /// <summary>The partition keys of a partition in ascending order after <paramref name="after"/>; for verification and rebuilds.</summary>
    Task<IReadOnlyList<PartitionKey>> ReadKeysAsync(int partition, PartitionKey? after, int countMax, CancellationToken cancellationToken);
}
