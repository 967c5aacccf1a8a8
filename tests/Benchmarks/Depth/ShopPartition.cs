using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Benchmarks.Depth;

/// <summary>
/// One partition of the shop. Every fourth event places an order of any of its customers; the others amend one of the
/// <see cref="OpenCount"/> newest orders. Which customer placed an order follows from its number, so that any order can be found again.
/// </summary>
internal sealed class ShopPartition(IPartitionWriter writer, IReadOnlyList<PartitionKey> customers)
{
    private const int OpenCount = 2_000;
    private readonly Random _random = new(writer.Partition);
    private readonly AppendedOrder[] _open = new AppendedOrder[OpenCount];
    private long _orderCount;

    public long EventCount => writer.Head;

    public async Task AppendAsync(int eventCount)
    {
        var group = new AppendRequest[eventCount];
        for (var i = 0; i < eventCount; i++) group[i] = NextOrder().Next();
        foreach (var result in await writer.AppendAsync(group, writer.Head, CancellationToken.None))
            if (result is not AppendResult.Appended) throw new InvalidOperationException($"Not appended: {result}");
    }

    public (PartitionKey Key, AggregateId Aggregate) AnyOrder(Random random)
    {
        var number = random.NextInt64(_orderCount);
        return (CustomerOf(number), AppendedOrder.Id(CustomerOf(number), number));
    }

    private AppendedOrder NextOrder()
    {
        if (_orderCount > 0 && _random.Next(4) > 0) return _open[_random.NextInt64(Math.Max(0, _orderCount - OpenCount), _orderCount) % OpenCount];
        var order = new AppendedOrder(CustomerOf(_orderCount), _orderCount);
        _open[_orderCount++ % OpenCount] = order;
        return order;
    }

    private PartitionKey CustomerOf(long number) => 
        customers[(int)((unchecked((ulong)number * 0x9E3779B97F4A7C15uL) >> 33) % (ulong)customers.Count)];
}
