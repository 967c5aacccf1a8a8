using System.Globalization;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Fraud;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows what looks like fraud: how often each rule fired, and the worst alerts that wait for somebody.</summary>
internal static class FraudReportView
{
    private const int AlertCountMax = 8;
    private const int BarLengthMax = 30;

    public static async Task ShowAsync(IAnsiConsole console, ClientSession session, CancellationToken cancellationToken)
    {
        var report = await session.Fraud.GetReportAsync(new(CountMax: AlertCountMax), cancellationToken);
        DemoView.Head(console, "What looks like fraud");
        if (report.Totals.IsEmpty)
        {
            console.MarkupLine("[grey]Nothing does.[/]");
            return;
        }

        ShowTotals(console, report);
        ShowWorst(console, report);
    }

    private static void ShowTotals(IAnsiConsole console, FraudReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35).AddColumn("rule");
        foreach (var heading in (string[])["alerts", "open"]) table.AddColumn(new TableColumn(heading).RightAligned());
        table.AddColumn("");
        var most = report.Totals.Max(total => total.Raised);
        foreach (var total in report.Totals)
            table.AddRow(Named(total.Rule), Number(total.Raised), Number(total.Open()), $"[red]{Bar(Math.Max(1d / BarLengthMax, (double)total.Raised / most), BarLengthMax)}[/]");
        console.Write(table);
    }

    private static void ShowWorst(IAnsiConsole console, FraudReport report)
    {
        if (report.Open.IsEmpty) return;
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35);
        table.AddColumn(new TableColumn("score").RightAligned().NoWrap());
        foreach (var heading in (string[])["customer", "when"]) table.AddColumn(new TableColumn(heading).NoWrap());
        table.AddColumn("why");
        table.AddColumn(new TableColumn("events").RightAligned().NoWrap());
        foreach (var alert in report.Open)
        {
            table.AddRow(
                alert.Score >= 80 ? $"[red bold]{alert.Score}[/]" : alert.Score >= 60 ? $"[yellow]{alert.Score}[/]" : $"{alert.Score}",
                Markup.Escape(alert.Id.Customer),
                alert.RaisedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Markup.Escape(alert.Reason),
                Number(alert.Evidence.Length));
        }

        console.Write(table);
        console.MarkupLineInterpolated(
            $"[grey]The worst {report.Open.Length} of {Number(report.OpenCount)}. Whoever looks into one acknowledges it by its id, such as[/] {report.Open[0].Id}");
    }

    private static string Named(FraudRule rule) => rule switch
    {
        FraudRule.Velocity => "many orders in a short time",
        FraudRule.UnusualAmount => "far above what is usual",
        FraudRule.DeclinesThenSuccess => "declined, declined, paid",
        FraudRule.LargeFirstOrder => "large first order",
        FraudRule.RefundAbuse => "much comes back",
        FraudRule.ManyPayers => "many pay one",
        _ => Markup.Escape(rule.ToString()),
    };
}
