using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Tests.Events;

namespace CommandProcessor.Grains.Interfaces.Tests.Shipments;

internal static class ShipmentEventSamples
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero);
    private static readonly OrderId Order = new("17850", "536365");
    private static readonly ImmutableArray<ShipmentLine> Lines = [new(1, "85123A", 6), new(2, "Жук", 1)];
    private static readonly ShipTo Home = new("Ada Lovelace", "12 St James's Square", "United Kingdom");

    public static EventFamily Family { get; } = EventFamily.Of(
        ShipmentEventCodec.Instance,
        new ShipmentEvent.ShipmentCreated(Order, Lines, Home, At),
        new ShipmentEvent.ShipmentDispatched(Order, Lines, "Post", "T-1", At),
        new ShipmentEvent.ShipmentDelivered(Order, At),
        new ShipmentEvent.ShipmentLost(Order, Lines, Home, LossResolution.Refund, "Van burnt out", At),
        new ShipmentEvent.ShipmentCancelled(Order, "Changed my mind", At));
}
