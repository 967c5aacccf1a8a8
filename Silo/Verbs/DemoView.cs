using System.Globalization;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Silo.Replay;
using CommandProcessor.Silo.Retail;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>What the demo shows.</summary>
internal static class DemoView
{
    private const int HistoryRowCountMax = 12;

    public static void Head(IAnsiConsole console, string title)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{title}[/]");
    }

    public static void ShowStart(IAnsiConsole console, RetailPlan plan, int sampleCount, int callerCount)
    {
        var lives = plan.Lives;
        Head(console, "A real shop's orders");
        console.MarkupLineInterpolated(
            $"[grey]{Number(lives.Count)} of the sample's {Number(sampleCount)} orders, {Day(lives[0])} to {Day(lives[^1])}: {Number(plan.Payers.Count)} customers, {Number(plan.Products.Count)} products; {callerCount} callers.[/]");
        console.MarkupLine("[grey]Online Retail, Chen, Sain and Guo (2012), doi:10.1057/dbm.2012.17, CC BY 4.0.[/]");
        console.WriteLine();
    }

    public static void ShowReplayed(IAnsiConsole console, ReplayMeter meter, TimeSpan elapsed)
    {
        var seconds = elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        console.WriteLine();
        if (meter.NewCommands == 0)
        {
            console.MarkupLineInterpolated(
                $"All [bold]{Number(meter.OrdersDone)}[/] orders were there already: {Number(meter.Commands)} commands were recognised in {seconds} s and nothing was done twice.");
            return;
        }

        console.MarkupLineInterpolated(
            $"[bold]{Number(meter.NewOrders)}[/] orders placed, [bold]{Number(meter.OrdersDone - meter.NewOrders)}[/] were there already; {Number(meter.NewCommands)} commands carried out, {Number(meter.Commands - meter.NewCommands - meter.Refusals)} recognised, in {seconds} s.");
        console.MarkupLineInterpolated(
            $"[grey]An answer, which means durable, took {meter.Acknowledged}; to be visible in a query took {meter.Visible} more.[/]");
    }

    /// <summary>The history of the customer to whom most different things happened.</summary>
    public static async Task ShowHistoryAsync(IAnsiConsole console, ClientSession session, IReadOnlyList<RetailLife> lives, CancellationToken cancellationToken)
    {
        var customer = lives
            .GroupBy(life => life.Order.Id.Customer)
            .OrderByDescending(orders => orders.Count() <= HistoryRowCountMax)
            .ThenByDescending(orders => orders.Select(life => life.Status).Distinct().Count())
            .ThenByDescending(orders => orders.Count(life => life.ReturnedAmount > 0))
            .ThenByDescending(orders => orders.Count())
            .First().Key;
        var summary = await session.CustomerOrders.GetSummaryAsync(customer, cancellationToken);
        var page = await session.CustomerOrders.GetOrdersAsync(customer, new(PageSize: HistoryRowCountMax), cancellationToken);

        Head(console, $"Customer {customer}");
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35);
        foreach (var heading in (string[])["order", "ordered", "status"]) table.AddColumn(new TableColumn(heading).NoWrap());
        table.AddColumn(new TableColumn("total").RightAligned().NoWrap());
        table.AddColumn("what happened");
        foreach (var order in page.Orders) AddRow(table, order);
        console.Write(table);

        var more = summary.OrderCount > page.Orders.Length ? $"the newest {page.Orders.Length} of {summary.OrderCount} orders; " : "";
        foreach (var total in summary.Totals)
        {
            console.MarkupLineInterpolated(
                $"[grey]{more}ordered[/] {Money(total.Ordered)}[grey], called off[/] {Money(total.Ended)}[grey], returned[/] {Money(total.Returned)}[grey], remains[/] [bold]{Money(total.Net())} {total.Currency}[/]");
        }
    }

    public static void ShowTotals(IAnsiConsole console, IReadOnlyList<RetailLife> lives)
    {
        Head(console, "All orders");
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35);
        table.AddColumn("orders that are");
        foreach (var heading in (string[])["orders", "total GBP", "returned GBP"]) table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var status in lives.GroupBy(life => life.Status).OrderBy(status => status.Key))
            table.AddRow(Colored(status.Key), Number(status.Count()), Money(status.Sum(life => life.Total)), Money(status.Sum(life => life.ReturnedAmount)));
        table.AddEmptyRow();
        table.AddRow("[bold]all[/]", $"[bold]{Number(lives.Count)}[/]", $"[bold]{Money(lives.Sum(life => life.Total))}[/]", $"[bold]{Money(lives.Sum(life => life.ReturnedAmount))}[/]");
        console.Write(table);
    }

    public static void ShowEnd(IAnsiConsole console, string place, IReadOnlyList<RetailLife> lives, bool isClean)
    {
        console.WriteLine();
        console.MarkupLine(isClean ? "[green bold]Nothing was lost.[/]" : "[red bold]Something was lost; see above.[/]");
        console.MarkupLineInterpolated($"[grey]The data lies in[/] {place}[grey]. Look at one order's events:[/] history order/{lives[^1].Order.Id}");
    }

    private static void AddRow(Table table, OrderView order) => table.AddRow(
        Markup.Escape(order.Number),
        order.OrderedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Colored(order.Status),
        Money(order.Total),
        Markup.Escape(Story(order)));

    private static string Story(OrderView order)
    {
        var parts = new List<string>();
        if (order.Carrier is { } carrier) parts.Add(carrier);
        if (order.Reason is { } reason) parts.Add(reason.TrimEnd('.').ToLowerInvariant());
        if (order.ReturnedAt is not null) parts.Add($"{Number(order.Lines.Sum(line => line.ReturnedQuantity))} back for {Money(order.ReturnedAmount)}");
        return string.Join(", ", parts);
    }

    private static string Colored(OrderStatus status) => status switch
    {
        OrderStatus.Delivered => $"[green]{status}[/]",
        OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Lost => $"[red]{status}[/]",
        OrderStatus.Returned => $"[yellow]{status}[/]",
        _ => $"[blue]{status}[/]",
    };

    private static string Day(RetailLife life) => life.Order.OrderedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Money(decimal amount) => amount.ToString("#,0.00", CultureInfo.InvariantCulture);
}
