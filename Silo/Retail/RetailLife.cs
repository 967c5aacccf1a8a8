using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Silo.Retail;

/// <summary>An order and everything that is to happen to it, in order; and where it then must stand.</summary>
internal sealed class RetailLife
{
    private const string Shop = "shop";
    private readonly List<RetailStep> _steps = [];
    private readonly CommandId _intent;

    public RetailLife(RetailOrder order)
    {
        Order = order;
        _intent = order.CommandId("place");
        Total = order.Total;
        Lines = order.Place.Lines;
        Add("place", order.Place, Customer, OrderStatus.Placed);
    }

    public RetailOrder Order { get; }

    public IReadOnlyList<RetailStep> Steps => _steps;

    public OrderStatus Status { get; private set; }

    public decimal Total { get; private set; }

    public decimal ReturnedAmount { get; private set; }

    private ImmutableArray<OrderLine> Lines { get; set; }

    private string Customer => $"customer/{Order.Id.Customer}";

    public void Amend(ImmutableArray<OrderLine> lines)
    {
        Add("amend", new OrderCommand.AmendOrder(lines, Order.Place.ShipTo), Customer, OrderStatus.Placed);
        Lines = lines;
        Total = lines.Sum(line => line.Total());
    }

    public void Reject(string reason) => Add("reject", new OrderCommand.RejectOrder(reason), Shop, OrderStatus.Rejected);

    public void Cancel(string reason) => Add("cancel", new OrderCommand.CancelOrder(reason), Customer, OrderStatus.Cancelled);

    public void Confirm() => Add("confirm", new OrderCommand.ConfirmOrder(), Shop, OrderStatus.Confirmed);

    public void Ship(string carrier, string trackingNumber) =>
        Add("ship", new OrderCommand.MarkShipped(carrier, trackingNumber), Shop, OrderStatus.Shipped);

    public void Deliver() => Add("deliver", new OrderCommand.MarkDelivered(), Shop, OrderStatus.Delivered);

    /// <param name="cancellation">The invoice that took the pieces back.</param>
    /// <param name="lines">Never more than is left of each line.</param>
    /// <param name="isWhole">Nothing is left after it.</param>
    public void Return(string cancellation, ImmutableArray<ReturnedLine> lines, bool isWhole)
    {
        var status = isWhole ? OrderStatus.Returned : OrderStatus.Delivered;
        Add($"return/{cancellation}", new OrderCommand.ReturnItems(lines, $"Cancellation {cancellation}"), Customer, status);
        ReturnedAmount += lines.Sum(line => line.Quantity * Lines[line.LineNumber - 1].UnitPrice);
    }

    private void Add(string step, OrderCommand command, string principal, OrderStatus status)
    {
        var options = new CommandOptions { CommandId = Order.CommandId(step, _steps.Count), CorrelationId = _intent.Value, Principal = principal };
        _steps.Add(new(command, options));
        Status = status;
    }
}
