using System.Globalization;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Silo.Retail;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows a customer's orders with their payments and shipments, and whose turn it is.</summary>
internal static class CustomerView
{
    private const int OrderCountMax = 12;

    public static async Task ShowAsync(IAnsiConsole console, ClientSession session, string customer, CancellationToken cancellationToken)
    {
        var summary = await session.CustomerOrders.GetSummaryAsync(customer, cancellationToken);
        var page = await session.CustomerOrders.GetOrdersAsync(customer, new(PageSize: OrderCountMax), cancellationToken);

        DemoView.Head(console, $"Customer {customer}");
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35);
        foreach (var heading in (string[])["order", "ordered", "status"]) table.AddColumn(new TableColumn(heading).NoWrap());
        table.AddColumn(new TableColumn("total").RightAligned().NoWrap());
        foreach (var heading in (string[])["payment", "shipment", "waits for", "what happened"]) table.AddColumn(heading);
        foreach (var order in page.Orders) AddRow(table, order);
        console.Write(table);
        ShowTotals(console, summary, page.Orders.Length);
    }

    /// <summary>The one to whom most different things happened, and who has no more orders than are shown.</summary>
    public static string MostTried(IReadOnlyList<RetailLife> lives) => lives
        .GroupBy(life => life.Order.Id.Customer)
        .OrderByDescending(orders => orders.Count() <= OrderCountMax)
        .ThenByDescending(orders => orders.Select(life => life.Status).Distinct().Count())
        .ThenByDescending(orders => orders.Count(life => life.ReturnedAmount > 0))
        .ThenByDescending(orders => orders.Count())
        .First().Key;

    private static void ShowTotals(IAnsiConsole console, CustomerSummary summary, int shownCount)
    {
        var more = summary.OrderCount > shownCount ? $"the newest {shownCount} of {summary.OrderCount} orders; " : "";
        foreach (var total in summary.Totals)
        {
            console.MarkupLineInterpolated(
                $"[grey]{more}ordered[/] {Money(total.Ordered)}[grey], called off[/] {Money(total.Ended)}[grey], returned[/] {Money(total.Returned)}[grey], remains[/] [bold]{Money(total.Net())} {total.Currency}[/]");
        }

        if (summary.ByWait.IsEmpty) console.MarkupLine("[grey]Nobody is waited for.[/]");
        else console.MarkupLineInterpolated($"[grey]Waits:[/] {string.Join(", ", summary.ByWait.Select(wait => $"{wait.Count} for {Named(wait.WaitsFor)}"))}");
    }

    private static void AddRow(Table table, OrderView order) => table.AddRow(
        Markup.Escape(order.Number),
        order.OrderedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DemoView.Colored(order.Status),
        Money(order.Total),
        Markup.Escape(string.Join(", ", order.Payments.Select(Named))),
        Markup.Escape(string.Join(", ", order.Shipments.Select(Named))),
        order.WaitsFor is OrderWait.Nobody ? "[grey]nobody[/]" : $"[yellow]{Named(order.WaitsFor)}[/]",
        Markup.Escape(Story(order)));

    private static string Named(OrderPaymentView payment) => payment switch
    {
        { RefundingAmount: > 0 } => $"refunding {Money(payment.RefundingAmount)}",
        { RefundedAmount: > 0 } => $"paid, {Money(payment.RefundedAmount)} refunded",
        { Status: PaymentStatus.Completed } => "paid",
        { Status: PaymentStatus.CaptureFailed } => "overdue",
        _ => payment.Status.ToString().ToLowerInvariant(),
    };

    private static string Named(OrderShipmentView shipment) =>
        shipment.Status is ShipmentStatus.Dispatched && shipment.Carrier is { } carrier ? $"with {carrier}" : shipment.Status.ToString().ToLowerInvariant();

    private static string Named(OrderWait wait) => wait switch
    {
        OrderWait.Confirmation => "a confirmation",
        OrderWait.Stock => "stock",
        OrderWait.Payment => "money",
        OrderWait.Warehouse => "the warehouse",
        OrderWait.Carrier => "the carrier",
        _ => "nobody",
    };

    private static string Story(OrderView order)
    {
        var parts = new List<string>();
        if (order.Carrier is { } carrier) parts.Add(carrier);
        if (order.Reason is { } reason) parts.Add(reason.TrimEnd('.').ToLowerInvariant());
        if (order.ReturnedAt is not null) parts.Add($"{Number(order.Lines.Sum(line => line.ReturnedQuantity))} back for {Money(order.ReturnedAmount)}");
        return string.Join(", ", parts);
    }
}
