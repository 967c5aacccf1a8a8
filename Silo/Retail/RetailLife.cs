using System.Collections.Immutable;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;

namespace CommandProcessor.Silo.Retail;

/// <summary>
/// An order and everything that people do about it, in order; and where it must stand in the end. Booking, paying, confirming, shipping, refunding and
/// undoing are nobody's steps: the order's process takes them.
/// </summary>
internal sealed class RetailLife
{
    private const string Warehouse = "warehouse";
    private const string Carrier = "carrier";
    private readonly List<RetailStep> _steps = [];
    private readonly CommandId _intent;

    public RetailLife(RetailOrder order, bool isDeclined)
    {
        Order = order;
        IsDeclined = isDeclined;
        _intent = order.CommandId("place");
        var payer = isDeclined ? RetailAccounts.Blocked(order.Id.Customer) : RetailAccounts.Of(order.Id.Customer);
        Add("place", OrderStatus.None, order.Place with { Payment = new(payer, RetailAccounts.Shop) });
        Status = isDeclined ? OrderStatus.Rejected : OrderStatus.Confirmed;
    }

    public RetailOrder Order { get; }

    /// <summary>It is to be paid from an account that pays nothing.</summary>
    public bool IsDeclined { get; }

    public IReadOnlyList<RetailStep> Steps => _steps;

    public OrderStatus Status { get; private set; }

    public decimal ReturnedAmount { get; private set; }

    public decimal Total => Order.Total;

    /// <summary>How often its goods are sent at most.</summary>
    public int SendCount { get; private set; } = 1;

    private string Customer => $"customer/{Order.Id.Customer}";

    /// <param name="reason">The customer's.</param>
    /// <param name="after">Placed or confirmed.</param>
    public void Cancel(string reason, OrderStatus after)
    {
        Add("cancel", after, new OrderCommand.CancelOrder(reason));
        Status = OrderStatus.Cancelled;
    }

    public void Dispatch(string carrier, string trackingNumber)
    {
        Add("dispatch", OrderStatus.Confirmed, Shipment(attempt: 1), new ShipmentCommand.DispatchShipment(carrier, trackingNumber), Warehouse);
        Status = OrderStatus.Shipped;
    }

    public void Deliver()
    {
        Add("deliver", OrderStatus.Confirmed, Shipment(SendCount), new ShipmentCommand.ConfirmDelivery(), Carrier);
        Status = OrderStatus.Delivered;
    }

    public void LoseAndRefund(string reason)
    {
        Add("lose", OrderStatus.Shipped, Shipment(attempt: 1), new ShipmentCommand.ReportLoss(LossResolution.Refund, reason), Carrier);
        Status = OrderStatus.Lost;
    }

    public void LoseAndSendAgain(string reason, string carrier, string trackingNumber)
    {
        Add("lose", OrderStatus.Shipped, Shipment(attempt: 1), new ShipmentCommand.ReportLoss(LossResolution.ShipAgain, reason), Carrier);
        SendCount = 2;
        Add("dispatch again", OrderStatus.Shipped, Shipment(attempt: 2), new ShipmentCommand.DispatchShipment(carrier, trackingNumber), Warehouse);
    }

    /// <param name="cancellation">The invoice that took the pieces back.</param>
    /// <param name="lines">Never more than is left of each line.</param>
    /// <param name="isWhole">Nothing is left after it.</param>
    public void Return(string cancellation, ImmutableArray<ReturnedLine> lines, bool isWhole)
    {
        Add($"return/{cancellation}", OrderStatus.Delivered, new OrderCommand.ReturnItems(lines, $"Cancellation {cancellation}"));
        ReturnedAmount += lines.Sum(line => line.Quantity * Order.Place.Lines[line.LineNumber - 1].UnitPrice);
        Status = isWhole ? OrderStatus.Returned : OrderStatus.Delivered;
    }

    /// <summary>The first shipment of an order has its number; those that follow a loss are counted.</summary>
    private ShipmentId Shipment(int attempt) => new(Order.Id.Customer, attempt == 1 ? Order.Id.Number : $"{Order.Id.Number}{OrderId.AttemptMark}{attempt}");

    private void Add(string step, OrderStatus after, OrderCommand command) =>
        _steps.Add(new RetailStep.ToOrder(after, command, Options(step, Customer)));

    private void Add(string step, OrderStatus after, ShipmentId shipment, ShipmentCommand command, string principal) =>
        _steps.Add(new RetailStep.ToShipment(after, shipment, command, Options(step, principal)));

    private CommandOptions Options(string step, string principal) =>
        new() { CommandId = Order.CommandId(step, _steps.Count), CorrelationId = _intent.Value, Principal = principal };
}
