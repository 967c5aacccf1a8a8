using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;
using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Shipments;

/// <summary>What can be asked of a shipment.</summary>
[GenerateSerializer, Immutable, Alias("shipment-command")]
public abstract record ShipmentCommand
{
    private ShipmentCommand() { }

    /// <param name="Order">Whose goods they are.</param>
    /// <param name="Lines">1 to <see cref="ShipmentLimits.LineCountMax"/>, each of another line of the order.</param>
    /// <param name="ShipTo">Where it goes.</param>
    [GenerateSerializer, Immutable, Alias("shipment.create")]
    public sealed record CreateShipment(
        [property: Id(0)] OrderId Order,
        [property: Id(1)] ImmutableArray<ShipmentLine> Lines,
        [property: Id(2)] ShipTo ShipTo) : ShipmentCommand;

    /// <summary>The goods leave.</summary>
    [GenerateSerializer, Immutable, Alias("shipment.dispatch")]
    public sealed record DispatchShipment([property: Id(0)] string Carrier, [property: Id(1)] string TrackingNumber) : ShipmentCommand;

    /// <summary>The goods have arrived.</summary>
    [GenerateSerializer, Immutable, Alias("shipment.confirm-delivery")]
    public sealed record ConfirmDelivery : ShipmentCommand;

    /// <summary>The goods will never arrive.</summary>
    [GenerateSerializer, Immutable, Alias("shipment.report-loss")]
    public sealed record ReportLoss([property: Id(0)] LossResolution Resolution, [property: Id(1)] string Reason) : ShipmentCommand;

    /// <summary>Ends it before the goods leave. A shipment that was never created is no refusal.</summary>
    [GenerateSerializer, Immutable, Alias("shipment.cancel")]
    public sealed record CancelShipment([property: Id(0)] string Reason) : ShipmentCommand;
}
