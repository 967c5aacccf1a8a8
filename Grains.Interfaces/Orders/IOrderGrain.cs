using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>One order; its key is an <see cref="OrderId"/>.</summary>
[Alias("CommandProcessor.IOrderGrain")]
public interface IOrderGrain : IViewedAggregateGrain<OrderCommand, OrderStateView>;
