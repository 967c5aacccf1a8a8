using CommandProcessor.Grains.Interfaces.Shipments;

namespace CommandProcessor.Client.Tests.Fakes;

public sealed class FakeShipmentGrain : FakeAggregateGrain<ShipmentCommand, ShipmentView>, IShipmentGrain;
