using System.Globalization;
using CommandProcessor.Silo.Replay;
using CommandProcessor.Silo.Retail;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>What loading shows.</summary>
internal static class LoadView
{
    public static void ShowFile(IAnsiConsole console, LoadOptions options, RetailSource source, RetailPlan plan)
    {
        var tally = source.Tally;
        console.MarkupLineInterpolated($"[bold]{options.File}[/]");
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("lines", Number(source.LineCount));
        table.AddRow("  sold", Number(tally.SoldLineCount));
        foreach (var (reason, count) in tally.LinesLeftOut) table.AddRow($"  [yellow]left out:[/] {reason.Text}", Number(count));
        table.AddRow("invoices", Number(tally.InvoiceCount));
        if (tally.Invoices.TryGetValue(RetailInvoiceKind.Cancellation, out var cancellations)) table.AddRow("  cancellations", Number(cancellations));
        if (tally.Invoices.TryGetValue(RetailInvoiceKind.BadDebt, out var badDebts)) table.AddRow("  [yellow]left out:[/] bad debt", Number(badDebts));
        foreach (var (reason, count) in tally.EmptyInvoices) table.AddRow($"  [yellow]without a line to sell:[/] {reason.Text}", Number(count));
        table.AddRow("[bold]orders to place[/]", $"[bold]{Number(tally.OrderCount)}[/]");
        table.AddRow("[bold]which come to[/]", $"[bold]{Money(tally.Total)} GBP[/]");
        table.AddRow("  of customers", Number(plan.Payers.Count));
        table.AddRow("  with products", Number(plan.Products.Count));
        foreach (var (status, count) in plan.Lives.CountBy(life => life.Status).OrderBy(count => count.Key)) table.AddRow($"  to end {status.ToString().ToLowerInvariant()}", Number(count));
        console.Write(table);
        console.MarkupLineInterpolated(
            options.Report is { } report ? (FormattableString)$"[grey]Each line that was left out stands, with its reason, in[/] {report}" : $"[grey]--report FILE writes each line that was left out, with its reason.[/]");
        console.WriteLine();
    }

    public static void ShowLoaded(IAnsiConsole console, ReplayMeter meter, TimeSpan elapsed)
    {
        console.WriteLine();
        console.MarkupLineInterpolated(
            $"[bold]{Number(meter.NewOrders)}[/] orders placed, [bold]{Number(meter.OrdersDone - meter.NewOrders - meter.Refusals)}[/] were there already, {Number(meter.Refusals)} refused, in {elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s ({Number((long)meter.OrdersPerSecond)}/s).");
        console.MarkupLineInterpolated($"[grey]An answer, which means durable, took {meter.Acknowledged}; to be visible in a query took {meter.Visible} more.[/]");
    }

    public static void ShowCheck(IAnsiConsole console, RetailPlan plan, int differenceCount)
    {
        if (differenceCount > 0) console.MarkupLineInterpolated($"[red bold]{Number(differenceCount)} orders are lost or differ.[/]");
        else console.MarkupLineInterpolated(
            $"[green]verified[/]  all {Number(plan.Lives.Count)} orders stand in the histories of {Number(plan.Payers.Count)} customers where they should, and come to {Money(plan.Lives.Sum(life => life.Total))} GBP, as in the file");
    }
}
