using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Client.Tests.Fakes;

public sealed class FakeOrderGrain : FakeAggregateGrain<OrderCommand, OrderStateView>, IOrderGrain;
