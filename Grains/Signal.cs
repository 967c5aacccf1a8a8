using System.Threading.Channels;

namespace CommandProcessor.Grains;

/// <summary>Wakes one who waits. Raised while nobody waits, it is kept for the next wait: once, however often it was raised. Thread-safe.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Raise() => _raised.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await _raised.Reader.ReadAsync(cancellationToken);
}
