using Orleans.Concurrency;

namespace Orleans.Streams.Kafka;

[Reentrant]
internal sealed class HeldCheckpointsService(GrainId id, Silo silo, ILoggerFactory loggers, HeldCheckpoints held)
    : GrainService(id, silo, loggers), IHeldCheckpointsService
{
    public ValueTask<Checkpoint?> FindAsync(string key) =>
        held.IsClaiming(key) // First: a claim ends when what it was given is held.
            ? throw new OrleansException($"{key} is just being claimed here; whether it is ours is known in a moment.")
            : new(held.Find(key));
}
