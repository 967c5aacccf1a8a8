using System.Collections.Immutable;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Reactors;

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
    private Attempt _attempt;

    public RetailLife(RetailOrder order, bool isDeclined)
    {
        Order = order;
        _attempt = Attempt.First(order.Id);
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
    public int SendCount => _attempt.Number;

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
        Add("dispatch", OrderStatus.Confirmed, _attempt.Shipment, new ShipmentCommand.DispatchShipment(carrier, trackingNumber), Warehouse);
        Status = OrderStatus.Shipped;
    }

    public void Deliver()
    {
        Add("deliver", OrderStatus.Confirmed, _attempt.Shipment, new ShipmentCommand.ConfirmDelivery(), Carrier);
        Status = OrderStatus.Delivered;
    }

    public void LoseAndRefund(string reason)
    {
        Add("lose", OrderStatus.Shipped, _attempt.Shipment, new ShipmentCommand.ReportLoss(LossResolution.Refund, reason), Carrier);
        Status = OrderStatus.Lost;
    }

    public void LoseAndSendAgain(string reason, string carrier, string trackingNumber)
    {
        Add("lose", OrderStatus.Shipped, _attempt.Shipment, new ShipmentCommand.ReportLoss(LossResolution.ShipAgain, reason), Carrier);
        _attempt = _attempt.Next();
        Add("dispatch again", OrderStatus.Shipped, _attempt.Shipment, new ShipmentCommand.DispatchShipment(carrier, trackingNumber), Warehouse);
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

    private void Add(string step, OrderStatus after, OrderCommand command) =>
        _steps.Add(new RetailStep.ToOrder(after, command, Options(step, Customer)));

    private void Add(string step, OrderStatus after, ShipmentId shipment, ShipmentCommand command, string principal) =>
        _steps.Add(new RetailStep.ToShipment(after, shipment, command, Options(step, principal)));

    private CommandOptions Options(string step, string principal) =>
        new() { CommandId = Order.CommandId(step, _steps.Count), CorrelationId = _intent.Value, Principal = principal };
}
