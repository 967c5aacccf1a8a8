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
    private Step(AggregateId target) => Target = target;

    public AggregateId Target { get; }

    /// <summary>If given, the command is refused unless the target has exactly this version.</summary>
    public long? ExpectedVersion { get; init; }

    public sealed record ToAccount(AccountId Account, AccountCommand Command) : Step(Account.Aggregate);

    public sealed record ToTransfer(TransferId Transfer, TransferCommand Command) : Step(Transfer.Aggregate);

    public sealed record ToPayment(PaymentId Payment, PaymentCommand Command) : Step(Payment.Aggregate);

    public sealed record ToStock(Sku Sku, StockCommand Command) : Step(Sku.Aggregate);

    public sealed record ToOrder(OrderId Order, OrderCommand Command) : Step(Order.Aggregate);

    public sealed record ToShipment(ShipmentId Shipment, ShipmentCommand Command) : Step(Shipment.Aggregate);

    public static Step To(AccountId account, AccountCommand command) => new ToAccount(account, command);

    public static Step To(TransferId transfer, TransferCommand command) => new ToTransfer(transfer, command);

    public static Step To(PaymentId payment, PaymentCommand command) => new ToPayment(payment, command);

    public static Step To(Sku sku, StockCommand command) => new ToStock(sku, command);

    public static Step To(OrderId order, OrderCommand command) => new ToOrder(order, command);

    public static Step To(ShipmentId shipment, ShipmentCommand command) => new ToShipment(shipment, command);
}
