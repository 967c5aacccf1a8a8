using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>Which state each may come from: an event that is missing shows by the one that follows it.</summary>
internal static class Transitions
{
    extension(OrderStatus status)
    {
        public bool Follows(OrderStatus before) => status switch
        {
            OrderStatus.Confirmed or OrderStatus.Rejected => before is OrderStatus.Placed,
            OrderStatus.Cancelled => before is OrderStatus.Placed or OrderStatus.Confirmed,
            OrderStatus.Shipped => before is OrderStatus.Confirmed,
            OrderStatus.Delivered or OrderStatus.Lost => before is OrderStatus.Shipped,
            _ => false,
        };
    }

    extension(ShipmentStatus status)
    {
        public bool Follows(ShipmentStatus before) => status switch
        {
            ShipmentStatus.Dispatched or ShipmentStatus.Cancelled => before is ShipmentStatus.Created,
            ShipmentStatus.Delivered or ShipmentStatus.Lost => before is ShipmentStatus.Dispatched,
            _ => false,
        };
    }

    extension(PaymentStatus status)
    {
        public bool Follows(PaymentStatus before) => status switch
        {
            PaymentStatus.Authorized or PaymentStatus.Declined => before is PaymentStatus.Requested,
            PaymentStatus.Voided => before is PaymentStatus.Requested or PaymentStatus.Authorized,
            PaymentStatus.Capturing => before is PaymentStatus.Authorized,
            PaymentStatus.Completed or PaymentStatus.CaptureFailed => before is PaymentStatus.Capturing,
            _ => false,
        };
    }

    extension(RefundStatus status)
    {
        /// <param name="before">Null before it was asked for.</param>
        public bool Follows(RefundStatus? before) => status switch
        {
            RefundStatus.Requested => before is null,
            _ => before is RefundStatus.Requested,
        };
    }

    extension(TransferStatus status)
    {
        /// <summary>Journals of old hold a step between request and end that has no state of its own.</summary>
        public bool Follows(TransferStatus before) => status is not TransferStatus.None && before is TransferStatus.Requested;
    }
}
