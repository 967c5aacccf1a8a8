using Orleans.Services;

namespace Orleans.Streams.Kafka;

/// <summary>Asks one silo what it owns.</summary>
[Alias("Orleans.Streams.Kafka.IHeldCheckpointsService")]
internal interface IHeldCheckpointsService : IGrainService
{
    /// <summary>What the silo has last saved of that grain's partition; null if it never owned it, or has lost it to another.</summary>
    /// <exception cref="OrleansException">It does not know yet: a claim of its own is not answered.</exception>
    [Alias("Find")]
    ValueTask<Checkpoint?> FindAsync(string key);
}
