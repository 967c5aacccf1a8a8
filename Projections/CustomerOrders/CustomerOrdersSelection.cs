using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.CustomerOrders;

namespace CommandProcessor.Projections.CustomerOrders;

/// <summary>What of a customer's orders a watcher watches, as text.</summary>
internal static class CustomerOrdersSelection
{
    /// <summary>All but the position, which moves although nothing changes.</summary>
    public static string Of(CustomerSummary summary) =>
        JsonSerializer.Serialize(summary with { Position = 0 }, CustomerOrdersSelectionJson.Default.CustomerSummary);

    public static string Of(OrderView? order, OrderPart part) => order is null ? "" : part switch
    {
        OrderPart.Everything => JsonSerializer.Serialize(order, CustomerOrdersSelectionJson.Default.OrderView),
        OrderPart.Status => FormattableString.Invariant($"{order.Status}|{order.StaleSince:O}"),
        OrderPart.Amounts => FormattableString.Invariant($"{order.Total}|{order.ReturnedAmount}|{order.Currency}|{order.StaleSince:O}"),
        OrderPart.Contents => JsonSerializer.Serialize(new(order.Lines, order.ShipTo, order.StaleSince), CustomerOrdersSelectionJson.Default.OrderContents),
        OrderPart.Payments => JsonSerializer.Serialize(new(order.Payments, order.StaleSince), CustomerOrdersSelectionJson.Default.OrderPayments),
        OrderPart.Shipments => JsonSerializer.Serialize(new(order.Shipments, order.StaleSince), CustomerOrdersSelectionJson.Default.OrderShipments),
        OrderPart.WaitsFor => FormattableString.Invariant($"{order.WaitsFor}|{order.StaleSince:O}"),
        _ => throw new ArgumentException($"OrderPart {part} is not known."),
    };

    public static string Of(OrderPage page, OrderPart part) =>
        string.Join('\n', page.Orders.Select(order => $"{order.Number} {Of(order, part)}").Append($"{page.Next} {page.StaleSince:O}"));
}

/// <summary>What an order is about.</summary>
internal sealed record OrderContents(
    IReadOnlyList<OrderLineView> Lines, Grains.Interfaces.Addresses.ShipTo ShipTo, DateTimeOffset? StaleSince);

internal sealed record OrderPayments(IReadOnlyList<OrderPaymentView> Payments, DateTimeOffset? StaleSince);

internal sealed record OrderShipments(IReadOnlyList<OrderShipmentView> Shipments, DateTimeOffset? StaleSince);

[JsonSerializable(typeof(CustomerSummary))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(OrderContents))]
[JsonSerializable(typeof(OrderPayments))]
[JsonSerializable(typeof(OrderShipments))]
internal sealed partial class CustomerOrdersSelectionJson : JsonSerializerContext;
