using System.Globalization;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Recommendations;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Grains.Interfaces.TransactionHistory;

namespace CommandProcessor.Silo.Verbs;

/// <summary>What views over everybody say, in a line each.</summary>
internal static class ViewText
{
    private const int NamedMax = 5;

    public static string Of(TrialBalance balance)
    {
        var lines = balance.Lines.Select(line => Text($"{line.Account} {line.Balance():N2} {line.Currency}"));
        return $"{(balance.IsBalanced() ? "balanced" : "NOT balanced")}{Stale(balance.Freshness)}: {ListOf(lines, "nothing posted", balance.Lines.Length)}";
    }

    public static string Of(ShopOverview overview)
    {
        var totals = string.Join(", ", overview.Totals.Select(sales => Text($"{sales.Net():N2} {sales.Currency}")));
        var stages = string.Join(", ", overview.Funnel.Select(stage => Text($"{stage.OrderCount:N0} {stage.Stage}")));
        return Text($"{overview.CustomerCount:N0} customers, {overview.ReturningCustomerCount:N0} returning{Stale(overview.Freshness)}: ")
            + (overview.Funnel.IsEmpty ? "no orders" : $"{stages}; {totals}");
    }

    public static string Of(IncomeReport report)
    {
        var lines = report.Lines.Select(line => Text($"{line.Period:yyyy-MM-dd} {line.Revenue:N2} − {line.Refunds:N2} = {line.Net():N2} {line.Currency}, receivable {line.Receivables:N2}"));
        return $"income{Stale(report.Freshness)}: {ListOf(lines, "none", report.Lines.Length)}";
    }

    public static string Of(SalesSeries series)
    {
        var points = series.Points.SelectMany(point => point.Sales.Select(sales => Text($"{point.Start:yyyy-MM-dd} {sales.OrderCount:N0} orders {sales.Net():N2} {sales.Currency}")));
        return $"sales{Stale(series.Freshness)}: {ListOf(points.Reverse(), "none", series.Points.Length)}";
    }

    public static string Of(SalesRanking ranking)
    {
        var places = ranking.Places.Select(place => Text($"{place.Name}{(place.Title is { } title ? $" {title}" : "")} {place.Sales.Net():N2} {place.Sales.Currency}"));
        return $"the first{Stale(ranking.Freshness)}: {ListOf(places, "nobody", NamedMax)}";
    }

    public static string Of(FraudAlert? alert) => alert is null
        ? "not open"
        : Text($"{alert.Status} {alert.Score}: {alert.Reason} {alert.Evidence.Length:N0} events, the newest {alert.Position}");

    public static string Of(CustomerRecommendations recommendations)
    {
        var products = recommendations.Products.Select(product => Text($"{product.Sku} {product.Share:P0}"));
        return $"{recommendations.Customer} might like{Stale(recommendations.Freshness)}: {ListOf(products, "nothing", NamedMax)}";
    }

    public static string Of(Statement? statement)
    {
        if (statement is null) return "not opened yet";
        var entries = statement.Entries.Select(entry => Text($"{entry.Kind} {entry.Amount:N2}{(entry.Counterparty is { } other ? $" with {other}" : "")}{(entry.Reference is { } reference ? $" for {reference}" : "")}"));
        return Text($"{statement.Closing.Balance:N2} {statement.Currency}, {statement.Closing.Held:N2} held, {statement.Closing.Available():N2} available{Stale(statement.StaleSince)}: ") + ListOf(entries, "nothing moved yet", NamedMax);
    }

    public static string Of(FraudReport report)
    {
        var worst = report.Open.Select(alert => Text($"{alert.Id} {alert.Score} {alert.Reason}"));
        return Text($"{report.OpenCount:N0} open{Stale(report.Freshness)}: ") + ListOf(worst, "nothing to look into", NamedMax);
    }

    public static string Of(ProductRecommendations recommendations)
    {
        var together = recommendations.Together.Select(other => Text($"{other.Sku} {other.Share:P0}"));
        return $"with {recommendations.Sku}{Stale(recommendations.Freshness)}: {ListOf(together, "nothing", NamedMax)}";
    }

    public static string Of(ProductSearchPage page)
    {
        var found = page.Products.Select(product => Text($"{product.Sku} {product.Name} {product.Price:N2} {product.Currency}, {product.Available:N0} available"));
        return Text($"{page.Count:N0} found{Stale(page.Freshness)}: ") + ListOf(found, "nothing", NamedMax);
    }

    private static string ListOf(IEnumerable<string> all, string none, int countMax) =>
        string.Join("; ", all.Take(countMax)) is { Length: > 0 } text ? text : none;

    /// <summary>Nothing if it is not.</summary>
    public static string Stale(DateTimeOffset? since) => since is { } at ? Text($" (stale since {at:u})") : "";

    private static string Stale(ViewFreshness freshness) => Stale(freshness.StaleSince);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
