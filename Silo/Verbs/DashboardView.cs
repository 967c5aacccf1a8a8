using System.Globalization;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Silo.Retail;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>The shop's dashboard, as its views tell it: what was sold when, where and to whom, and how orders fare.</summary>
internal static class DashboardView
{
    private const string Currency = RetailAccounts.Currency;
    private const int PlaceCount = 6;
    private const int MonthCountMax = 13;
    private const int BarLength = 24;
    private const int NameLengthMax = 36;

    /// <summary>Of 9,999,999.</summary>
    private const int CountWidth = 9;

    public static async Task ShowAsync(IAnsiConsole console, ClientSession session, CancellationToken cancellationToken)
    {
        var views = session.Analytics;
        var overview = await views.GetOverviewAsync(cancellationToken);
        var days = await views.GetSalesAsync(new(SalesUnit.Day, AnalyticsLimits.DayCountMax), cancellationToken);

        DemoView.Head(console, "What was sold");
        ShowMonths(console, days);
        foreach (var (subject, title, count) in ((SalesSubject, string, string)[])[
            (SalesSubject.Country, "country", "orders"), (SalesSubject.Category, "category", "lines"),
            (SalesSubject.Product, "product", "lines"), (SalesSubject.Customer, "customer", "orders")])
            ShowRanking(console, title, count, await views.GetRankingAsync(new(subject, Currency, PlaceCount), cancellationToken));
        ShowTotals(console, overview);

        DemoView.Head(console, "From placed to delivered");
        ShowFunnel(console, overview);
    }

    private static void ShowMonths(IAnsiConsole console, SalesSeries days)
    {
        var months = days.Points
            .Select(day => (Month: new DateOnly(day.Start.Year, day.Start.Month, 1), Sales: day.Sales.FirstOrDefault(sales => sales.Currency == Currency)))
            .Where(day => day.Sales is not null)
            .GroupBy(day => day.Month, day => day.Sales!) // Those without have just been left out.
            .Select(month => (Name: month.Key.ToString("yyyy-MM", CultureInfo.InvariantCulture), Sales: month.Aggregate((sum, sales) => sum.Plus(sales))))
            .TakeLast(MonthCountMax)
            .ToList();
        Show(console, "month", "orders", months);
    }

    private static void ShowRanking(IAnsiConsole console, string title, string count, SalesRanking ranking) =>
        Show(console, title, count, [.. ranking.Places.Select(place => (place.Title is { } name ? $"{place.Name} {name}" : place.Name, place.Sales))]);

    /// <param name="count">What is counted: orders, or lines of orders.</param>
    private static void Show(IAnsiConsole console, string title, string count, List<(string Name, Sales Sales)> rows)
    {
        if (rows.Count == 0) return;
        var greatest = (double)Math.Max(rows.Max(row => row.Sales.Net()), 1m);
        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey35).AddColumn(new TableColumn(title).Width(NameLengthMax).NoWrap());
        table.AddColumn(new TableColumn(count).RightAligned().Width(CountWidth).NoWrap());
        table.AddColumn(new TableColumn(Currency).RightAligned().Width(12).NoWrap());
        table.AddColumn(new TableColumn("").Width(BarLength).NoWrap());
        foreach (var (name, sales) in rows)
        {
            table.AddRow(Markup.Escape(Shortened(name)), Number(sales.OrderCount), Money(sales.Net()), $"[blue]{Bar((double)sales.Net() / greatest, BarLength)}[/]");
        }

        console.Write(table);
    }

    private static void ShowTotals(IAnsiConsole console, ShopOverview overview)
    {
        foreach (var sales in overview.Totals)
        {
            console.MarkupLineInterpolated(
                $"[grey]ordered[/] {Money(sales.Ordered)}[grey], called off[/] {Money(sales.CalledOff)}[grey], returned[/] {Money(sales.Returned)}[grey]: revenue[/] [bold]{Money(sales.Net())} {sales.Currency}[/]");
        }

        if (overview.Freshness.ParkedKeys is > 0 and var parked)
            console.MarkupLineInterpolated($"[yellow]What {Number(parked)} keys did since {overview.Freshness.StaleSince:u} is not in it: they are parked.[/]");
        console.MarkupLineInterpolated(
            $"[grey]customers:[/] {Number(overview.CustomerCount)}[grey], of whom[/] {Number(overview.ReturningCustomerCount)} [grey]({Share(overview.ReturningCustomerCount, overview.CustomerCount)}) ordered again[/]");
    }

    private static void ShowFunnel(IAnsiConsole console, ShopOverview overview)
    {
        var placed = overview.Funnel.Select(stage => stage.OrderCount).DefaultIfEmpty().Max();
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35).AddColumn("orders that came to be");
        foreach (var heading in (string[])["orders", "of all", "mean", "p50", "p99"]) table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("").Width(BarLength).NoWrap());
        foreach (var stage in overview.Funnel)
        {
            table.AddRow(
                stage.Stage.ToString().ToLowerInvariant(), Number(stage.OrderCount), Share(stage.OrderCount, placed), Time(stage.Mean), Time(stage.Median), Time(stage.P99),
                $"[blue]{Bar((double)stage.OrderCount / Math.Max(placed, 1), BarLength)}[/]");
        }

        console.Write(table);
        console.MarkupLine("[grey]Times are from the recording of the order, in this run: the data tells none.[/]");
    }

    private static string Shortened(string name) => name.Length <= NameLengthMax ? name : name[..(NameLengthMax - 1)] + "…";

    private static string Share(long part, long whole) => ((double)part / Math.Max(whole, 1)).ToString("0 %", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan? time) => time switch
    {
        null => "–",
        { TotalSeconds: < 1 } => time.Value.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms",
        { TotalMinutes: < 1 } => time.Value.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        { TotalHours: < 1 } => time.Value.TotalMinutes.ToString("0.0", CultureInfo.InvariantCulture) + " min",
        { TotalDays: < 1 } => time.Value.TotalHours.ToString("0.0", CultureInfo.InvariantCulture) + " h",
        _ => time.Value.TotalDays.ToString("0.0", CultureInfo.InvariantCulture) + " d",
    };
}
