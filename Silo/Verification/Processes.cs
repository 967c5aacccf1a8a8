using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Journal;
using Orleans.Runtime;

namespace CommandProcessor.Silo.Verification;

/// <summary>How far the reactors of all partitions are behind the journal, wherever they run, and waiting until they are not.</summary>
internal sealed class Processes(IJournal journal, IGrainFactory grains, ReactorOptions options, TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Waits until every event is reacted to and nothing new comes of it; false if nothing moved for a minute. Of the parked processes those are waited
    /// for that are tried again without anybody asking for it.
    /// </summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled) return true; // Nothing comes of any event here; others may be asked elsewhere.
        var (last, moved) = (default((long Head, long Behind, long Healing)), time.GetTimestamp());
        while (true)
        {
            var now = await LookAsync(cancellationToken);
            if (now is { Behind: 0, Healing: 0 } && now == last) return true;
            if (now is null || now != last) (last, moved) = (now ?? last, now is null ? moved : time.GetTimestamp());
            if (time.GetElapsedTime(moved) > StalledAfter) return false;
            await Task.Delay(AskAgain, time, cancellationToken);
        }
    }

    /// <summary>The processes that wait because they met what they cannot handle.</summary>
    public async Task<IReadOnlyList<ParkedReaction>> ReadParkedAsync(CancellationToken cancellationToken)
    {
        var parked = new List<ParkedReaction>();
        if (!options.Enabled) return parked;
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
            parked.AddRange(await ReadParkedAsync(partition, cancellationToken));
        return parked;
    }

    private async Task<IReadOnlyList<ParkedReaction>> ReadParkedAsync(int partition, CancellationToken cancellationToken) =>
        await grains.GetGrain<IReactorGrain>(partition).ReadParkedAsync(cancellationToken);

    /// <summary>What the journal holds in all, how much of it was not reacted to, and what is parked for a while; null while somebody does not answer.</summary>
    private async Task<(long Head, long Behind, long Healing)?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (head, behind, healing) = (0L, 0L, 0L);
            for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
            {
                // The head after the checkpoint: what is committed in between counts as behind.
                var health = await grains.GetGrain<IReactorGrain>(partition).PingAsync(cancellationToken);
                var state = await journal.GetStateAsync(partition, cancellationToken);
                head += state.Head;
                behind += state.Head - Math.Min(state.Head, health.Checkpoint);
                if (health.ParkedCount > 0) healing += (await ReadParkedAsync(partition, cancellationToken)).Count(parked => parked.IsTransient);
            }

            return (head, behind, healing);
        }
        catch (Exception exception) when (exception is JournalException { IsTransient: true } or CommandRetryException or OrleansException or TimeoutException)
        {
            return null;
        }
    }
}
