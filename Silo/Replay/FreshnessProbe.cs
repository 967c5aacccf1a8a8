using System.Threading.Channels;
using CommandProcessor.Client;

namespace CommandProcessor.Silo.Replay;

/// <summary>
/// Measures from the outside how long an answer takes to be visible: asks, for the newest answer whenever it is free, the customer's
/// read model within the session that was answered, and takes the time until that shows it.
/// </summary>
internal sealed class FreshnessProbe(ClientSession session, ReplayMeter meter, TimeProvider time)
{
    private readonly Channel<(string Customer, long Answered)> _newest = Channel.CreateBounded<(string, long)>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Answered(string customer) => _newest.Writer.TryWrite((customer, time.GetTimestamp()));

    /// <summary>No more answers come.</summary>
    public void Complete() => _newest.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var (customer, answered) in _newest.Reader.ReadAllAsync(cancellationToken))
        {
            await session.CustomerOrders.GetSummaryAsync(customer, cancellationToken);
            meter.Visible.Record(time.GetElapsedTime(answered));
        }
    }
}
