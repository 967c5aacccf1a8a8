using Orleans.Concurrency;

namespace Orleans.Streams.Kafka;

[KeepAlive]
internal sealed class KafkaCheckpointGrain(TimeProvider time) : Grain, IKafkaCheckpointGrain
{
    private Checkpoint _state = Checkpoint.None;

    public ValueTask<Checkpoint> ReadAsync() => new(_state);

    public ValueTask<Checkpoint> ClaimAsync(string owner, CheckpointPosition committed)
    {
        // An epoch begins at the time, so that one from before this grain was lost is older.
        var epoch = Math.Max(_state.Epoch + 1, time.GetUtcNow().ToUnixTimeMilliseconds());
        var position = _state.Epoch == 0 ? committed : _state.Position;
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
