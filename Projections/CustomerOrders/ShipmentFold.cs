using System.Collections.Immutable;
using System.Diagnostics;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Shipments;
using static CommandProcessor.Grains.Interfaces.Shipments.ShipmentEvent;

namespace CommandProcessor.Projections.CustomerOrders;

/// <summary>The part of the fold that is about the shipments of one order.</summary>
internal static class ShipmentFold
{
    /// <summary>The shipments after the event; what is not among them any more stays away.</summary>
    public static ImmutableArray<OrderShipmentView> Apply(ImmutableArray<OrderShipmentView> shipments, string number, ShipmentEvent happened)
    {
        if (happened is ShipmentCreated e)
        {
            var all = shipments.Add(new(number, ShipmentStatus.Created, e.CreatedAt));
            return all.Length > OrderView.ShipmentCountMax ? all.RemoveAt(0) : all;
        }

        var shipment = shipments.FirstOrDefault(shipment => shipment.Number == number);
        return shipment is null ? shipments : shipments.Replace(shipment, Change(shipment, happened));
    }

    private static OrderShipmentView Change(OrderShipmentView shipment, ShipmentEvent happened) => happened switch
    {
        ShipmentDispatched e => shipment with
        {
            Status = ShipmentStatus.Dispatched,
            Carrier = e.Carrier,
            TrackingNumber = e.TrackingNumber,
            DispatchedAt = e.DispatchedAt,
        },
        ShipmentDelivered e => shipment with { Status = ShipmentStatus.Delivered, EndedAt = e.DeliveredAt },
        ShipmentLost e => shipment with { Status = ShipmentStatus.Lost, Reason = e.Reason, EndedAt = e.LostAt },
        ShipmentCancelled e => shipment with { Status = ShipmentStatus.Cancelled, Reason = e.Reason, EndedAt = e.CancelledAt },
        _ => throw new UnreachableException($"{happened.GetType()} is not folded."),
    };
}
