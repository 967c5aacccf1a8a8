using System.Diagnostics;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Shipments;
using static CommandProcessor.Grains.Interfaces.Shipments.ShipmentCommand;
using static CommandProcessor.Grains.Interfaces.Shipments.ShipmentEvent;
using static CommandProcessor.Grains.Shipments.ShipmentRules;
using Decision = CommandProcessor.Grains.Aggregates.Decision<CommandProcessor.Grains.Interfaces.Shipments.ShipmentEvent>;

namespace CommandProcessor.Grains.Shipments;

/// <summary>The rules of a shipment. Dispatching is the gate: a shipment that was cancelled never passes it. Cancelling what was never created brings about nothing.</summary>
public sealed class ShipmentDecider : IDecider<Shipment, ShipmentCommand, ShipmentEvent>
{
    private ShipmentDecider() { }

    public static Shipment Initial => Shipment.Initial;

    public static Decision Decide(Shipment state, ShipmentCommand command, DateTimeOffset now) => command switch
    {
        CreateShipment create => Create(state, create, now),
        DispatchShipment dispatch => Dispatch(state, dispatch, now),
        ConfirmDelivery => Deliver(state, now),
        ReportLoss loss => Lose(state, loss, now),
        CancelShipment cancel => Cancel(state, cancel, now),
        _ => throw new UnreachableException(),
    };

    public static Shipment Evolve(Shipment state, ShipmentEvent @event) => @event switch
    {
        ShipmentCreated e => state with { Status = ShipmentStatus.Created, Order = e.Order, Lines = e.Lines, ShipTo = e.ShipTo },
        ShipmentDispatched e => state with { Status = ShipmentStatus.Dispatched, Carrier = e.Carrier, TrackingNumber = e.TrackingNumber },
        ShipmentDelivered => state with { Status = ShipmentStatus.Delivered },
        ShipmentLost e => state with { Status = ShipmentStatus.Lost, Resolution = e.Resolution, Reason = e.Reason },
        ShipmentCancelled e => state with { Status = ShipmentStatus.Cancelled, Reason = e.Reason },
        _ => throw new UnreachableException(),
    };

    public static bool IsAtRest(Shipment state) => state.Status is ShipmentStatus.Delivered or ShipmentStatus.Lost or ShipmentStatus.Cancelled;

    private static Decision Create(Shipment state, CreateShipment command, DateTimeOffset now)
    {
        if (state.Status is not ShipmentStatus.None) return IsSame(state, command) ? Decision.Nothing : ShipmentRefusal.AlreadyCreated(state);
        return RefuseOrder(command.Order)
            ?? RefuseLines(command.Lines)
            ?? RefuseShipTo(command.ShipTo)
            ?? (Decision)new ShipmentCreated(command.Order, command.Lines, command.ShipTo, now);
    }

    private static Decision Dispatch(Shipment state, DispatchShipment command, DateTimeOffset now)
    {
        if (state.Status is ShipmentStatus.None) return ShipmentRefusal.NotCreated();
        var isSame = command.Carrier == state.Carrier && command.TrackingNumber == state.TrackingNumber;
        if (isSame && state.Status is (ShipmentStatus.Dispatched or ShipmentStatus.Delivered or ShipmentStatus.Lost)) return Decision.Nothing;
        if (state.Status is not ShipmentStatus.Created) return ShipmentRefusal.NotDispatchable(state);
        return RefuseText("Carrier", command.Carrier)
            ?? RefuseText("Tracking number", command.TrackingNumber)
            ?? (Decision)new ShipmentDispatched(state.OrderOf(), state.Lines, command.Carrier, command.TrackingNumber, now);
    }

    private static Decision Deliver(Shipment state, DateTimeOffset now) => state.Status switch
    {
        ShipmentStatus.None => ShipmentRefusal.NotCreated(),
        ShipmentStatus.Dispatched => new ShipmentDelivered(state.OrderOf(), now),
        ShipmentStatus.Delivered => Decision.Nothing,
        _ => ShipmentRefusal.NotDeliverable(state),
    };

    private static Decision Lose(Shipment state, ReportLoss command, DateTimeOffset now)
    {
        if (state.Status is ShipmentStatus.None) return ShipmentRefusal.NotCreated();
        if (state.Status is ShipmentStatus.Lost && command.Resolution == state.Resolution) return Decision.Nothing;
        if (state.Status is not ShipmentStatus.Dispatched) return ShipmentRefusal.NotLosable(state);
        return RefuseResolution(command.Resolution)
            ?? RefuseText("Reason", command.Reason)
            ?? (Decision)new ShipmentLost(state.OrderOf(), state.Lines, state.Destination(), command.Resolution, command.Reason, now);
    }

    private static Decision Cancel(Shipment state, CancelShipment command, DateTimeOffset now) => state.Status switch
    {
        ShipmentStatus.None or ShipmentStatus.Cancelled => Decision.Nothing,
        ShipmentStatus.Created => RefuseText("Reason", command.Reason) ?? (Decision)new ShipmentCancelled(state.OrderOf(), command.Reason, now),
        _ => ShipmentRefusal.NotCancellable(state),
    };

    private static bool IsSame(Shipment state, CreateShipment command) =>
        command.Order == state.Order && command.ShipTo == state.ShipTo && !command.Lines.IsDefault && command.Lines.SequenceEqual(state.Lines);
}
