using System.Collections.Immutable;
using System.Diagnostics;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Orders;
using static CommandProcessor.Grains.Interfaces.Orders.OrderCommand;
using static CommandProcessor.Grains.Interfaces.Orders.OrderEvent;
using Decision = CommandProcessor.Grains.Aggregates.Decision<CommandProcessor.Grains.Interfaces.Orders.OrderEvent>;

namespace CommandProcessor.Grains.Orders;

/// <summary>The rules of an order.</summary>
public sealed class OrderDecider : IDecider<Order, OrderCommand, OrderEvent>
{
    private OrderDecider() { }

    public static Order Initial => Order.Initial;

    public static Decision Decide(Order state, OrderCommand command, DateTimeOffset now) => command switch
    {
        PlaceOrder place => Place(state, place, now),
        AmendOrder amend => Amend(state, amend, now),
        CancelOrder cancel => Cancel(state, cancel, now),
        ConfirmOrder => Confirm(state, now),
        RejectOrder reject => Reject(state, reject, now),
        MarkShipped ship => Ship(state, ship, now),
        MarkDelivered => Deliver(state, now),
        MarkLost lost => Lose(state, lost, now),
        ReturnItems items => Return(state, items, now),
        _ => throw new UnreachableException(),
    };

    public static Order Evolve(Order state, OrderEvent @event) => @event switch
    {
        OrderPlaced e => state with { Status = OrderStatus.Placed, Currency = e.Currency, Lines = e.Lines, ShipTo = e.ShipTo, Total = e.Total, Payment = e.Payment },
        OrderAmended e => state with { Lines = e.Lines, ShipTo = e.ShipTo, Total = e.Total },
        OrderCancelled e => state with { Status = OrderStatus.Cancelled, Reason = e.Reason },
        OrderConfirmed => state with { Status = OrderStatus.Confirmed },
        OrderRejected e => state with { Status = OrderStatus.Rejected, Reason = e.Reason },
        OrderShipped e => state with { Status = OrderStatus.Shipped, Carrier = e.Carrier, TrackingNumber = e.TrackingNumber },
        OrderDelivered => state with { Status = OrderStatus.Delivered },
        OrderLost e => state with { Status = OrderStatus.Lost, Reason = e.Reason },
        ItemsReturned e => EvolveReturned(state, e),
        _ => throw new UnreachableException(),
    };

    /// <summary>An order that says how it is paid is carried out by its process; of any other, people say how far it is.</summary>
    public static bool IsForStepsAlone(Order state, OrderCommand command) =>
        state.Payment is not null && command is (ConfirmOrder or RejectOrder or MarkShipped or MarkDelivered or MarkLost);

    private static Decision Place(Order state, PlaceOrder command, DateTimeOffset now)
    {
        if (state.Status != OrderStatus.None) return OrderRefusal.AlreadyPlaced(state);
        if (OrderRules.RefuseCurrency(command.Currency) is { } currency) return currency;
        if (OrderRules.RefuseLines(command.Lines, command.Currency) is { } lines) return lines;
        if (OrderRules.RefuseShipTo(command.ShipTo) is { } shipTo) return shipTo;
        if (OrderRules.RefuseOrderedAt(command.OrderedAt, now) is { } orderedAt) return orderedAt;
        if (OrderRules.RefusePayment(command.Payment) is { } payment) return payment;
        return new OrderPlaced(command.Currency, command.Lines, command.ShipTo, TotalOf(command.Lines), command.OrderedAt ?? now, command.Payment);
    }

    private static Decision Amend(Order state, AmendOrder command, DateTimeOffset now)
    {
        if (state.Status == OrderStatus.None) return OrderRefusal.NotPlaced();
        if (state.Status != OrderStatus.Placed) return OrderRefusal.NotOpenForAmendment(state);
        if (state.Payment is not null) return OrderRefusal.NotAmendable();
        if (OrderRules.RefuseLines(command.Lines, state.Currency) is { } lines) return lines;
        if (OrderRules.RefuseShipTo(command.ShipTo) is { } shipTo) return shipTo;
        if (command.ShipTo == state.ShipTo && command.Lines.SequenceEqual(state.Lines)) return Decision.Nothing;
        return new OrderAmended(command.Lines, command.ShipTo, TotalOf(command.Lines), now);
    }

    private static Decision Cancel(Order state, CancelOrder command, DateTimeOffset now) => state.Status switch
    {
        OrderStatus.None => OrderRefusal.NotPlaced(),
        OrderStatus.Cancelled => Decision.Nothing,
        OrderStatus.Placed or OrderStatus.Confirmed =>
            OrderRules.RefuseText("Reason", command.Reason) ?? (Decision)new OrderCancelled(command.Reason, now, state.Payment),
        _ => OrderRefusal.NotCancellable(state),
    };

    private static Decision Confirm(Order state, DateTimeOffset now) => state.Status switch
    {
        OrderStatus.None => OrderRefusal.NotPlaced(),
        OrderStatus.Placed => new OrderConfirmed(now, state.Payment),
        OrderStatus.Confirmed or OrderStatus.Shipped or OrderStatus.Delivered or OrderStatus.Returned or OrderStatus.Lost => Decision.Nothing,
        _ => OrderRefusal.NotConfirmable(state),
    };

    private static Decision Reject(Order state, RejectOrder command, DateTimeOffset now) => state.Status switch
    {
        OrderStatus.None => OrderRefusal.NotPlaced(),
        OrderStatus.Rejected => Decision.Nothing,
        OrderStatus.Placed => OrderRules.RefuseText("Reason", command.Reason) ?? (Decision)new OrderRejected(command.Reason, now, state.Payment),
        _ => OrderRefusal.NotRejectable(state),
    };

    private static Decision Ship(Order state, MarkShipped command, DateTimeOffset now)
    {
        if (state.Status == OrderStatus.None) return OrderRefusal.NotPlaced();
        var isSame = command.Carrier == state.Carrier && command.TrackingNumber == state.TrackingNumber;
        if (isSame && state.Status is (OrderStatus.Shipped or OrderStatus.Delivered or OrderStatus.Returned or OrderStatus.Lost)) return Decision.Nothing;
        if (state.Status != OrderStatus.Confirmed) return OrderRefusal.NotShippable(state);
        if (OrderRules.RefuseText("Carrier", command.Carrier) is { } carrier) return carrier;
        if (OrderRules.RefuseText("Tracking number", command.TrackingNumber) is { } trackingNumber) return trackingNumber;
        return new OrderShipped(command.Carrier, command.TrackingNumber, now);
    }

    private static Decision Deliver(Order state, DateTimeOffset now) => state.Status switch
    {
        OrderStatus.None => OrderRefusal.NotPlaced(),
        OrderStatus.Shipped => new OrderDelivered(now),
        OrderStatus.Delivered or OrderStatus.Returned => Decision.Nothing,
        _ => OrderRefusal.NotDeliverable(state),
    };

    private static Decision Lose(Order state, MarkLost command, DateTimeOffset now) => state.Status switch
    {
        OrderStatus.None => OrderRefusal.NotPlaced(),
        OrderStatus.Shipped => OrderRules.RefuseText("Reason", command.Reason) ?? (Decision)new OrderLost(command.Reason, now),
        OrderStatus.Lost => Decision.Nothing,
        _ => OrderRefusal.NotLosable(state),
    };

    private static Decision Return(Order state, ReturnItems command, DateTimeOffset now)
    {
        if (state.Status == OrderStatus.None) return OrderRefusal.NotPlaced();
        if (state.Status != OrderStatus.Delivered) return OrderRefusal.NotReturnable(state);
        if (OrderRules.RefuseReturnedLines(command.Lines) is { } lines) return lines;
        if (OrderRules.RefuseText("Reason", command.Reason) is { } reason) return reason;
        if (OrderRules.RefuseReturnOf(state, command.Lines) is { } returned) return returned;
        return new ItemsReturned(command.Lines, AmountOf(state, command.Lines), command.Reason, now, state.Payment);
    }

    private static Order EvolveReturned(Order state, ItemsReturned e)
    {
        var returned = state.ReturnedQuantities.IsEmpty ? new int[state.Lines.Length] : [.. state.ReturnedQuantities];
        foreach (var line in e.Lines) returned[line.LineNumber - 1] += line.Quantity;

        var isWhole = true;
        for (var index = 0; index < returned.Length; index++) isWhole &= returned[index] == state.Lines[index].Quantity;
        return state with
        {
            Status = isWhole ? OrderStatus.Returned : state.Status,
            ReturnedQuantities = [.. returned],
            ReturnedAmount = state.ReturnedAmount + e.Amount,
        };
    }

    private static decimal TotalOf(ImmutableArray<OrderLine> lines)
    {
        var total = 0m;
        foreach (var line in lines) total += line.Total();
        return total;
    }

    private static decimal AmountOf(Order state, ImmutableArray<ReturnedLine> lines)
    {
        var amount = 0m;
        foreach (var line in lines) amount += line.Quantity * state.Lines[line.LineNumber - 1].UnitPrice;
        return amount;
    }
}
