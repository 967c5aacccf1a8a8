using System.Diagnostics;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;

namespace CommandProcessor.Projections.CustomerOrders;

/// <summary>Whose turn it is, from where the order, its payments and its shipments stand.</summary>
internal static class OrderWaits
{
    public static OrderWait Of(OrderView order) => order.Status switch
    {
        OrderStatus.Placed when !order.Payments.IsEmpty => OrderWait.Payment,
        OrderStatus.Placed => order.IsCarriedOut ? OrderWait.Stock : OrderWait.Confirmation,
        OrderStatus.Confirmed => HasLeft(order) ? OrderWait.Carrier : OrderWait.Warehouse,
        OrderStatus.Shipped => OfShipped(order),
        OrderStatus.Delivered or OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Returned or OrderStatus.Lost => OfEnded(order),
        _ => throw new UnreachableException($"{order.Status} is nowhere."),
    };

    private static OrderWait OfShipped(OrderView order) => order.Shipments.LastOrDefault()?.Status switch
    {
        ShipmentStatus.Created or ShipmentStatus.Lost => OrderWait.Warehouse, // What was lost is sent again, or the order will be lost at once.
        ShipmentStatus.Cancelled => OrderWait.Payment,
        ShipmentStatus.Delivered => OrderWait.Nobody,
        _ => OrderWait.Carrier,
    };

    private static OrderWait OfEnded(OrderView order)
    {
        if (HasLeft(order)) return OrderWait.Carrier; // Cancelled while its goods were leaving: they come back.
        return order.Payments.Any(IsMoving) ? OrderWait.Payment : OrderWait.Nobody;
    }

    private static bool HasLeft(OrderView order) => order.Shipments.LastOrDefault()?.Status is ShipmentStatus.Dispatched;

    private static bool IsMoving(OrderPaymentView payment) =>
        payment.Status is PaymentStatus.Requested or PaymentStatus.Authorized or PaymentStatus.Capturing || payment.RefundingAmount > 0;
}
