using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.Tests.Runtime;

/// <summary>One activation of a customer's orders, on a scheduler of its own as in a grain.</summary>
internal sealed class KeyActivation(ReadSide side, string customer) : IDisposable
{
    private readonly TaskFactory _turns = new(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
    private readonly ProjectedKey<CustomerOrdersProjection, CustomerOrdersHead, OrderView> _key = side.Activate(customer);

    public int WatcherCount => _key.WatcherCount;

    public Task DeliverAsync(params IReadOnlyList<RecordedEvent> events) => _turns.StartNew(() => _key.DeliverAsync(events)).Unwrap();

    public Task<ReadModelHead<CustomerOrdersHead>> GetHeadAsync(AtLeast atLeast = default) =>
        _turns.StartNew(() => _key.GetHeadAsync(atLeast, CancellationToken.None).AsTask()).Unwrap();

    /// <summary>Watches how many orders there are.</summary>
    public Task<WatchAnswer<string>> WatchCountAsync(WatchToken? after, int waitMs = 60_000, CancellationTokenSource? leaving = null) =>
        WatchAsync(after, async (atLeast, token) => $"{(await _key.GetHeadAsync(atLeast, token)).Head.OrderCount}", waitMs, leaving?.Token ?? CancellationToken.None);

    /// <summary>Watches where an order stands.</summary>
    public Task<WatchAnswer<string>> WatchStatusAsync(string number, WatchToken? after, int waitMs = 60_000) =>
        WatchAsync(
            after, async (atLeast, token) => (await _key.GetItemAsync(number, atLeast, token)).Items is [var order] ? $"{order.Status}" : "",
            waitMs, CancellationToken.None);

    /// <summary>Ends without saving, as a crash does.</summary>
    public void Dispose() => _key.Dispose();

    private Task<WatchAnswer<string>> WatchAsync(
        WatchToken? after, Func<AtLeast, CancellationToken, Task<string>> ask, int waitMs, CancellationToken cancellationToken) =>
        _turns.StartNew(() => _key.WatchAsync(
            new(after, AtLeastAll.Anything, TimeSpan.FromMilliseconds(waitMs)), ask, static text => text, cancellationToken)).Unwrap();
}
