using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;

namespace Orleans.Streams.Kafka;

/// <summary>
/// In memory only: when it is lost with its silo, or while the grain directory changes hands, the next activation asks all silos what
/// they own. Otherwise it would give away, as nobody's, a partition that a living silo reads.
/// </summary>
[KeepAlive]
internal sealed class KafkaCheckpointGrain(TimeProvider time) : Grain, IKafkaCheckpointGrain
{
    private Checkpoint _state = Checkpoint.None;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // This silo need not have a provider.
        var silos = ActivatorUtilities.CreateInstance<HeldCheckpointsClient>(ServiceProvider);
        _state = await silos.FindAsync(this.GetPrimaryKeyString()) ?? Checkpoint.None;
    }

    public ValueTask<Checkpoint> ReadAsync() => new(_state);

    public ValueTask<Checkpoint?> ClaimAsync(string owner, long after, CheckpointPosition committed)
    {
        if (_state.Epoch != after) return new((Checkpoint?)null);

        // An epoch begins at the time, so that one from before this grain was lost is older.
        var epoch = Math.Max(_state.Epoch + 1, time.GetUtcNow().ToUnixTimeMilliseconds());

        // Both have been delivered. A silo that has told of an owner before the last one, which crashed, knows less than Kafka.
        var position = committed.NextOffset > _state.Position.NextOffset ? committed : _state.Position;
        _state = new Checkpoint(epoch, owner, Released: false, position);
        return new(_state);
    }

    public ValueTask<bool> SaveAsync(long epoch, string owner, CheckpointPosition position, bool release)
    {
        if (_state.Epoch > epoch) return new(false);
        _state = new Checkpoint(epoch, owner, release, position);
        return new(true);
    }
}
