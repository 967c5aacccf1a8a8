using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Orders;

/// <summary>The refusals that follow from where an order stands. Transient are those that the order can still grow out of.</summary>
internal static class OrderRefusal
{
    public static Refusal NotPlaced() => Refusal.Transient(OrderRefusalCode.NotPlaced, "The order is not placed.");

    public static Refusal AlreadyPlaced(Order order) => Final(OrderRefusalCode.AlreadyPlaced, order, "cannot be placed again");

    public static Refusal NotOpenForAmendment(Order order) => Final(OrderRefusalCode.NotOpenForAmendment, order, "can be amended only before it is confirmed");

    public static Refusal NotCancellable(Order order) => Final(OrderRefusalCode.NotCancellable, order, "can be cancelled only before it is shipped");

    public static Refusal NotConfirmable(Order order) => Final(OrderRefusalCode.NotConfirmable, order, "has ended and cannot be confirmed");

    public static Refusal NotRejectable(Order order) => Final(OrderRefusalCode.NotRejectable, order, "can be rejected only before it is confirmed");

    public static Refusal NotShippable(Order order) => new(
        OrderRefusalCode.NotShippable, Message(order, "can be shipped once, after it is confirmed"), order.Status is OrderStatus.Placed);

    public static Refusal NotDeliverable(Order order) => new(
        OrderRefusalCode.NotDeliverable, Message(order, "can be delivered only after it is shipped"),
        order.Status is OrderStatus.Placed or OrderStatus.Confirmed);

    public static Refusal NotLosable(Order order) => new(
        OrderRefusalCode.NotLosable, Message(order, "can be lost only between shipping and delivery"),
        order.Status is OrderStatus.Placed or OrderStatus.Confirmed);

    public static Refusal NotReturnable(Order order) => new(
        OrderRefusalCode.NotReturnable, Message(order, "has no delivered pieces that could come back"),
        order.Status is OrderStatus.Placed or OrderStatus.Confirmed or OrderStatus.Shipped);

    public static Refusal NotAmendable() => Refusal.Final(
        OrderRefusalCode.NotAmendable, "The order is being booked and paid; it can be cancelled and placed anew, not amended.");

    private static Refusal Final(int code, Order order, string rule) => Refusal.Final(code, Message(order, rule));

    private static string Message(Order order, string rule) => $"The order is {order.Status}; it {rule}.";
}
