using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Shipments;
using Code = CommandProcessor.Grains.Interfaces.Shipments.ShipmentRefusalCode;

namespace CommandProcessor.Grains.Shipments;

/// <summary>The refusals that follow from where a shipment stands. Transient are those that it can still grow out of.</summary>
internal static class ShipmentRefusal
{
    public static Refusal NotCreated() => Refusal.Transient(Code.NotCreated, "The shipment is not created.");

    public static Refusal AlreadyCreated(Shipment shipment) => Final(Code.AlreadyCreated, shipment, $"is for order {shipment.OrderOf()} and cannot be created again");

    public static Refusal NotDispatchable(Shipment shipment) => Final(Code.NotDispatchable, shipment, "can be dispatched once, after it is created");

    public static Refusal NotDeliverable(Shipment shipment) => new(
        Code.NotDeliverable, Message(shipment, "can be delivered only after it is dispatched"), shipment.Status is ShipmentStatus.Created);

    public static Refusal NotLosable(Shipment shipment) => new(
        Code.NotLosable, Message(shipment, "can be lost once, on its way"), shipment.Status is ShipmentStatus.Created);

    public static Refusal NotCancellable(Shipment shipment) => Final(Code.NotCancellable, shipment, "can be cancelled only before it is dispatched");

    private static Refusal Final(int code, Shipment shipment, string rule) => Refusal.Final(code, Message(shipment, rule));

    private static string Message(Shipment shipment, string rule) => $"The shipment is {shipment.Status}; it {rule}.";
}
