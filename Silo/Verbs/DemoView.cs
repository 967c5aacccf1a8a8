using System.Globalization;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Silo.Replay;
using CommandProcessor.Silo.Retail;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>What the demo shows.</summary>
internal static class DemoView
{
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

    public static string Colored(OrderStatus status) => status switch
    {
        OrderStatus.Delivered => $"[green]{status}[/]",
        OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Lost => $"[red]{status}[/]",
        OrderStatus.Returned => $"[yellow]{status}[/]",
        _ => $"[blue]{status}[/]",
    };

    private static string Day(RetailLife life) => life.Order.OrderedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
