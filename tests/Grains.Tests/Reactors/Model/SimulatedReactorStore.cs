using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Reactors.Stores;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>What reactors must not forget, in memory; keeps commands as the database does. May fail before or after it has saved.</summary>
internal sealed class SimulatedReactorStore(int partitionCount, Func<double, bool> chance) : IReactorStore
{
    private readonly Saved[] _saved = [.. Enumerable.Range(0, partitionCount).Select(_ => new Saved())];

    public double FaultRate { get; set; }

    public long CheckpointOf(int partition) => _saved[partition].Checkpoint;

    public int DueCount => _saved.Sum(saved => saved.Due.Count);

    public bool HasDue(int partition, DateTimeOffset until) => _saved[partition].Due.Values.Any(due => due.At <= until);

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ReactorClaim> ClaimAsync(int partition, CancellationToken cancellationToken)
    {
        var saved = _saved[partition];
        return Task.FromResult(new ReactorClaim(++saved.Epoch, saved.Checkpoint));
    }

    public Task<bool> SaveAsync(int partition, long epoch, ReactorChanges changes, CancellationToken cancellationToken)
    {
        var saved = _saved[partition];
        if (chance(FaultRate)) return Task.FromException<bool>(new TimeoutException("The database is away as planned."));
        if (epoch != saved.Epoch) return Task.FromResult(false);
        if (changes.Checkpoint < saved.Checkpoint) throw new InvalidOperationException($"Checkpoint {changes.Checkpoint} is below {saved.Checkpoint}.");
        saved.Checkpoint = changes.Checkpoint;
        foreach (var (id, due) in changes.Due)
        {
            if (due is null) saved.Due.Remove(id);
            else saved.Due[id] = due with { Step = DueStepCodec.Read(DueStepCodec.Write(due.Step)) };
        }

        foreach (var (process, parked) in changes.Parked)
        {
            if (parked is null) saved.Parked.Remove(process);
            else saved.Parked[process] = parked;
        }

        return chance(FaultRate) ? Task.FromException<bool>(new TimeoutException("The answer was lost as planned.")) : Task.FromResult(true);
    }

    public Task<IReadOnlyList<DueTime>> ReadDueAsync(int partition, DateTimeOffset until, int countMax, CancellationToken cancellationToken)
    {
        if (chance(FaultRate)) return Task.FromException<IReadOnlyList<DueTime>>(new TimeoutException("The database is away as planned."));
        return Task.FromResult<IReadOnlyList<DueTime>>(
            [.. _saved[partition].Due.Values.Where(due => due.At <= until).OrderBy(due => due.At).ThenBy(due => due.Id, StringComparer.Ordinal).Take(countMax)]);
    }

    public Task<DateTimeOffset?> FindNextDueAsync(int partition, CancellationToken cancellationToken)
    {
        var due = _saved[partition].Due.Values;
        return Task.FromResult<DateTimeOffset?>(due.Count == 0 ? null : due.Min(item => item.At));
    }

    public Task<IReadOnlyList<ParkedReaction>> ReadParkedAsync(int partition, int countMax, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ParkedReaction>>([.. _saved[partition].Parked.Values.Take(countMax)]);

    /// <summary>None: whatever is saved here was a command before.</summary>
    public Task<IReadOnlyList<UnreadableDue>> ReadUnreadableAsync(int partition, int countMax, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<UnreadableDue>>([]);

    private sealed class Saved
    {
        public Dictionary<string, DueTime> Due { get; } = [];

        public Dictionary<ProcessId, ParkedReaction> Parked { get; } = [];

        public long Epoch { get; set; }

        public long Checkpoint { get; set; }
    }
}
