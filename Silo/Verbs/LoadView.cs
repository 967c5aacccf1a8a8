using System.Globalization;
using CommandProcessor.Silo.Replay;
using CommandProcessor.Silo.Retail;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>What loading shows.</summary>
internal static class LoadView
{
    public static void ShowFile(IAnsiConsole console, LoadOptions options, RetailSource source)
    {
        var tally = source.Tally;
        console.MarkupLineInterpolated($"[bold]{options.File}[/]");
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("lines", Number(source.LineCount));
        table.AddRow("  sold", Number(tally.SoldLineCount));
        foreach (var (reason, count) in tally.LinesLeftOut) table.AddRow($"  [yellow]left out:[/] {reason.Text}", Number(count));
        table.AddRow("invoices", Number(tally.InvoiceCount));
        foreach (var (kind, count) in tally.Invoices.Where(kind => kind.Key != RetailInvoiceKind.Normal))
            table.AddRow($"  [yellow]left out:[/] {(kind == RetailInvoiceKind.Cancellation ? "cancellations" : "bad debt")}", Number(count));
        foreach (var (reason, count) in tally.EmptyInvoices) table.AddRow($"  [yellow]without a line to sell:[/] {reason.Text}", Number(count));
        table.AddRow("[bold]orders to place[/]", $"[bold]{Number(tally.OrderCount)}[/]");
        table.AddRow("[bold]which come to[/]", $"[bold]{Money(tally.Total)} GBP[/]");
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

    public static void ShowCheck(IAnsiConsole console, RetailExpectation file, RetailCheck check)
    {
        if (check.Differences.Count > 0)
        {
            console.MarkupLineInterpolated($"[red bold]{Number(check.Differences.Count)} orders are lost or differ.[/]");
            return;
        }

        console.MarkupLineInterpolated(
            $"[green]verified[/]  all {Number(file.Tally.OrderCount)} orders stand in the histories of {Number(file.CustomerCount)} customers and were placed for {Money(file.Tally.Total)} GBP, as in the file");
        if (check.ChangedCount > 0) console.MarkupLineInterpolated($"[grey]          {Number(check.ChangedCount)} of them were amended since[/]");
    }

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Money(decimal amount) => amount.ToString("#,0.00", CultureInfo.InvariantCulture);
}
