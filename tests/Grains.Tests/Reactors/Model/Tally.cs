using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Transfers;
using Order = CommandProcessor.Grains.Orders.Order;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>What has been seen, so that nobody believes in runs in which nothing happens.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<OrderStatus, int> _orders = [];
    private readonly SortedDictionary<TransferStatus, int> _transfers = [];
    private long _stepCount;
    private long _eventCount;
    private long _faultCount;
    private long _behindCount;
    private long _replacedCount;
    private int _returnCount;
    private int _runCount;

    public void Add(World world, Life life)
    {
        _runCount++;
        _stepCount += world.StepCount;
        _faultCount += world.FaultCount;
        _behindCount += world.BehindCount;
        _replacedCount += world.ReplacedCount;
        _eventCount += world.Journal.All.LongCount();
        _returnCount += world.Journal.All.Count(recorded => recorded.Type == "order-items-returned");
        foreach (var order in life.Orders) Count(_orders, world.Look<Order>(order.Aggregate)?.Status ?? OrderStatus.None);
        foreach (var transfer in life.Transfers) Count(_transfers, world.Look<Transfer>(transfer.Aggregate)?.Status ?? TransferStatus.None);
    }

    public override string ToString() =>
        $"{_runCount} runs, {_stepCount} steps, {_eventCount} events, {_faultCount} faults, {_behindCount} steps sent with those before them, {_replacedCount} commands to replaced activations, orders {string.Join(", ", _orders)}, returns {_returnCount}, transfers {string.Join(", ", _transfers)}";

    private static void Count<T>(SortedDictionary<T, int> counts, T status)
        where T : notnull => counts[status] = counts.GetValueOrDefault(status) + 1;
}
