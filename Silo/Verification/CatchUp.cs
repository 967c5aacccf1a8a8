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

    /// <summary>Waits until nothing is behind; false if nothing moved for a minute.</summary>
    public async Task<bool> WaitAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var last = long.MaxValue;
        var moved = time.GetTimestamp();
        while (true)
        {
            var behind = await BehindAsync(cancellationToken);
            progress?.Report(behind);
            if (behind == 0) return true;
            if (behind != last) (last, moved) = (behind, time.GetTimestamp());
            else if (time.GetElapsedTime(moved) > StalledAfter) return false;
            await Task.Delay(AskAgain, time, cancellationToken);
        }
    }
}
