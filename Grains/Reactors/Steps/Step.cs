using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Grains.Reactors.Steps;

/// <summary>A command to one aggregate.</summary>
public abstract record Step
{
    private Step(AggregateId target, Type command)
    {
        Target = target;
        Name = command.Name;
    }

    public AggregateId Target { get; }

    /// <summary>
    /// What is asked, such as "PlaceHold". It is part of the command's id: after a refusal that was forgotten a repeat may ask for something else
    /// at the same point, and must not get the answer to the other.
    /// </summary>
    public string Name { get; }

    /// <summary>True if a transient refusal that the target remembers is no answer; said by the shell, as the wave wishes.</summary>
    public bool AsksAgain { get; init; }

    public sealed record ToAccount(AccountId Account, AccountCommand Command) : Step(Account.Aggregate, Command.GetType());

    public sealed record ToTransfer(TransferId Transfer, TransferCommand Command) : Step(Transfer.Aggregate, Command.GetType());

    public sealed record ToPayment(PaymentId Payment, PaymentCommand Command) : Step(Payment.Aggregate, Command.GetType());

    public sealed record ToStock(Sku Sku, StockCommand Command) : Step(Sku.Aggregate, Command.GetType());

    public sealed record ToOrder(OrderId Order, OrderCommand Command) : Step(Order.Aggregate, Command.GetType());

    public sealed record ToShipment(ShipmentId Shipment, ShipmentCommand Command) : Step(Shipment.Aggregate, Command.GetType());

    public static Step To(AccountId account, AccountCommand command) => new ToAccount(account, command);

    public static Step To(TransferId transfer, TransferCommand command) => new ToTransfer(transfer, command);

    public static Step To(PaymentId payment, PaymentCommand command) => new ToPayment(payment, command);

    public static Step To(Sku sku, StockCommand command) => new ToStock(sku, command);

    public static Step To(OrderId order, OrderCommand command) => new ToOrder(order, command);

    public static Step To(ShipmentId shipment, ShipmentCommand command) => new ToShipment(shipment, command);
}
