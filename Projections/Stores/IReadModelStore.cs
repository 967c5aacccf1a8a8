using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Stores;

/// <summary>
/// Where read models are kept: a head and any number of items each. A row only ever moves forward: what an older activation of a grain
/// saves after a newer one is turned away.
/// </summary>
/// <remarks>Everything throws <see cref="ReadModelException"/> when the database fails.</remarks>
public interface IReadModelStore
{
    /// <summary>Creates or migrates the schema, once for all who start at the same time.</summary>
    /// <exception cref="ReadModelMismatchException">The database is newer than the program.</exception>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>The heads of read models in the order asked for; null for those that were never saved.</summary>
    Task<IReadOnlyList<ReadModelRow?>> LoadAsync(IReadOnlyList<ReadModelAddress> addresses, CancellationToken cancellationToken);

    /// <summary>Items of read models in the order asked for; null for those that do not exist.</summary>
    Task<IReadOnlyList<ItemRow?>> LoadItemsAsync(IReadOnlyList<ItemAddress> addresses, CancellationToken cancellationToken);

    Task<IReadOnlyList<ItemRow>> ReadPageAsync(ReadModelId model, ItemPage page, CancellationToken cancellationToken);

    /// <summary>
    /// Saves heads with their items, and what goes beside them, in one transaction. No two changes are of one read model. Returns those that were turned
    /// away, whole, because a newer row, or one of another generation, stands there, or the row does not stand where they go on from. A row that has come to
    /// or past the event at which it was parked is not parked any more.
    /// </summary>
    Task<IReadOnlyList<ReadModelAddress>> SaveAsync(IReadOnlyList<ReadModelChange> group, CancellationToken cancellationToken);

    /// <summary>Marks a read model that stands at the position and body of <paramref name="head"/> as parked. False if it stands elsewhere.</summary>
    Task<bool> ParkAsync(ReadModelAddress address, ReadModelRow head, CancellationToken cancellationToken);

    /// <summary>
    /// Marks a read model as <see cref="ParkAsync"/> does, on behalf of the one that folds its whole partition. False, and nothing is changed, if
    /// that is of another generation than is believed.
    /// </summary>
    Task<bool> ParkForAsync(ReadModelAddress whole, long generation, ReadModelRow head, CancellationToken cancellationToken);

    Task UnparkAsync(ReadModelAddress address, CancellationToken cancellationToken);

    /// <summary>The parked read models in ascending order of their keys after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<ReadModelRow>> ListParkedAsync(ReadModelId model, PartitionKey? after, int countMax,
        CancellationToken cancellationToken);

    Task<long> CountParkedAsync(ReadModelId model, CancellationToken cancellationToken);

    /// <summary>The heads of a partition in ascending order of their keys after <paramref name="after"/>; for verification.</summary>
    Task<IReadOnlyList<ReadModelRow>> ReadPartitionAsync(
        ReadModelId model, int partition, PartitionKey? after, int countMax, CancellationToken cancellationToken);

    /// <summary>The items of some keys in ascending order of key and item after <paramref name="after"/>; for verification.</summary>
    Task<IReadOnlyList<ItemRow>> ReadItemsAsync(
        ReadModelId model, IReadOnlyList<PartitionKey> keys, ItemRow? after, int countMax, CancellationToken cancellationToken);

    /// <summary>Forgets a read model, so that it is filled from the journal again.</summary>
    Task DeleteAsync(ReadModelAddress address, CancellationToken cancellationToken);

    /// <summary>Forgets all read models of a version in a partition.</summary>
    Task DeletePartitionAsync(ReadModelId model, int partition, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets all read models of a version in a partition, and gives the one at the address a generation: who writes it under another is turned away
    /// from now on.
    /// </summary>
    /// <param name="beside">What else is forgotten in the same transaction; null if there is nothing.</param>
    Task BeginPartitionAsync(
        ReadModelAddress address, int partition, long generation, Func<SaveTransaction, CancellationToken, Task>? beside, CancellationToken cancellationToken);

    /// <summary>
    /// Puts all read models of one version in a partition in the place of those of another, in one transaction. False, and nothing is changed, if
    /// either is of another generation than is believed, or the new is behind the old.
    /// </summary>
    Task<bool> SwapPartitionAsync(PartitionSwap swap, CancellationToken cancellationToken);

    /// <summary>Deletes at most so many read models of a version that is not used any more; returns how many.</summary>
    Task<int> DeleteVersionAsync(ReadModelId model, int countMax, CancellationToken cancellationToken);
}
