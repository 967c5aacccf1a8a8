using Orleans.Concurrency;

namespace Orleans.Streams.Kafka;

[Reentrant]
internal sealed class HeldCheckpointsService(GrainId id, Silo silo, ILoggerFactory loggers, HeldCheckpoints held)
    : GrainService(id, silo, loggers), IHeldCheckpointsService
{
    public ValueTask<Checkpoint?> FindAsync(string key) => new(held.Find(key));
}
