using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Reactors.Stores;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>Notes what is saved in a reactors' store.</summary>
internal sealed class Listening(IReactorStore store, List<ReactorChanges> saved) : IReactorStore
{
    public Task InitializeAsync(CancellationToken cancellationToken) => store.InitializeAsync(cancellationToken);

    public Task<ReactorClaim> ClaimAsync(int partition, CancellationToken cancellationToken) => store.ClaimAsync(partition, cancellationToken);

    public Task<bool> SaveAsync(int partition, long epoch, ReactorChanges changes, CancellationToken cancellationToken)
    {
        saved.Add(changes);
        return store.SaveAsync(partition, epoch, changes, cancellationToken);
    }

    public Task<IReadOnlyList<DueTime>> ReadDueAsync(int partition, DateTimeOffset until, int countMax, CancellationToken cancellationToken) =>
        store.ReadDueAsync(partition, until, countMax, cancellationToken);

    public Task<DateTimeOffset?> FindNextDueAsync(int partition, CancellationToken cancellationToken) => store.FindNextDueAsync(partition, cancellationToken);

    public Task<IReadOnlyList<ParkedReaction>> ReadParkedAsync(int partition, int countMax, CancellationToken cancellationToken) =>
        store.ReadParkedAsync(partition, countMax, cancellationToken);

    public Task<IReadOnlyList<UnreadableDue>> ReadUnreadableAsync(int partition, int countMax, CancellationToken cancellationToken) =>
        store.ReadUnreadableAsync(partition, countMax, cancellationToken);
}
