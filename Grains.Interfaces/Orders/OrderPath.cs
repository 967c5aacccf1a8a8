namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>Which states of an order lead to which.</summary>
public static class OrderPath
{
    extension(OrderStatus status)
    {
        /// <summary>True of an order that is there or beyond; of one that ended on another way it is not said whether it had been there.</summary>
        public bool IsAtOrBeyond(OrderStatus other) => other switch
        {
            OrderStatus.None => true,
            OrderStatus.Placed => status is not OrderStatus.None,
            OrderStatus.Confirmed => status is OrderStatus.Confirmed || status.IsAtOrBeyond(OrderStatus.Shipped),
            OrderStatus.Shipped => status is OrderStatus.Shipped or OrderStatus.Lost || status.IsAtOrBeyond(OrderStatus.Delivered),
            OrderStatus.Delivered => status is OrderStatus.Delivered or OrderStatus.Returned,
            _ => status == other,
        };

        /// <summary>False of an order that will never be there.</summary>
        public bool CanReach(OrderStatus other) => status.IsAtOrBeyond(other) || other switch
        {
            OrderStatus.Rejected => status is OrderStatus.None or OrderStatus.Placed,
            OrderStatus.Cancelled => status is OrderStatus.None or OrderStatus.Placed or OrderStatus.Confirmed,
            OrderStatus.Lost => status is OrderStatus.None or OrderStatus.Placed or OrderStatus.Confirmed or OrderStatus.Shipped,
            _ => status is not (OrderStatus.Rejected or OrderStatus.Cancelled or OrderStatus.Lost),
        };
    }
}
