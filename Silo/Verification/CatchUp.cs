using CommandProcessor.Journal;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Silo.Hosting;

namespace CommandProcessor.Silo.Verification;

/// <summary>How far the read side is behind the journal, and waiting until it is not.</summary>
internal sealed class CatchUp(IJournal journal, ConsumerCheckpoints checkpoints, SiloOptions options, TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(60);

    /// <summary>Events in the journal that are not yet persisted in every read model that they concern.</summary>
    public async Task<long> BehindAsync(CancellationToken cancellationToken)
    {
        var behind = 0L;
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
        {
            var state = await journal.GetStateAsync(partition, cancellationToken);
            var checkpoint = await checkpoints.ReadAsync(new(options.Kafka.ConsumerGroup, options.Kafka.Topic, partition), cancellationToken);
            behind += Math.Max(0, state.Head - (checkpoint?.Sequence ?? 0));
        }

        return behind;
    }

    /// <summary>The same; null while a database does not answer.</summary>
    public async Task<long?> TryBehindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await BehindAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is JournalException { IsTransient: true } or ReadModelException { IsTransient: true })
        {
            return null;
        }
    }

    /// <summary>Waits until nothing is behind; false if nothing moved for a minute. A database that is away for less is waited for.</summary>
    public async Task<bool> WaitAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var last = (long?)long.MaxValue;
        var moved = time.GetTimestamp();
        while (true)
        {
            var behind = await TryBehindAsync(cancellationToken);
            if (behind is { } count) progress?.Report(count);
            if (behind == 0) return true;
            if (behind != last) (last, moved) = (behind, time.GetTimestamp());
            else if (time.GetElapsedTime(moved) > StalledAfter) return false;
            await Task.Delay(AskAgain, time, cancellationToken);
        }
    }
}
