using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Reactors.Stores;

/// <summary>How the commands of due times stand in the database. The names are fixed for ever.</summary>
internal static class DueStepCodec
{
    private const string ExpireHold = "expire-hold";
    private const string ExpireBooking = "expire-booking";
    private const string RejectOrder = "reject-order";
    private const string CancelShipment = "cancel-shipment";

    public static StoredStep Write(Step step) => step switch
    {
        Step.ToAccount { Command: AccountCommand.ExpireHold command } => new(step.Target.Value, ExpireHold, command.HoldId),
        Step.ToStock { Command: StockCommand.ExpireBooking command } => new(step.Target.Value, ExpireBooking, command.BookingId),
        Step.ToOrder { Command: OrderCommand.RejectOrder command } => new(step.Target.Value, RejectOrder, command.Reason),
        Step.ToShipment { Command: ShipmentCommand.CancelShipment command } => new(step.Target.Value, CancelShipment, command.Reason),
        _ => throw new NotSupportedException($"A due time of {step.Target} cannot send {step.Name}."),
    };

    /// <exception cref="FormatException">No such command is known, or its target is none.</exception>
    public static Step Read(StoredStep stored)
    {
        var key = AggregateId.Parse(stored.Target).GrainKey;
        return stored.Command switch
        {
            ExpireHold => Step.To(AccountId.Parse(key), new AccountCommand.ExpireHold(stored.Argument)),
            ExpireBooking => Step.To(Sku.Parse(key), new StockCommand.ExpireBooking(stored.Argument)),
            RejectOrder => Step.To(OrderId.Parse(key), new OrderCommand.RejectOrder(stored.Argument)),
            CancelShipment => Step.To(ShipmentId.Parse(key), new ShipmentCommand.CancelShipment(stored.Argument)),
            _ => throw new FormatException($"A due time of {stored.Target} would send '{stored.Command}', which is unknown."),
        };
    }
}
