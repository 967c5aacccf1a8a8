using System.Globalization;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Recommendations;
using CommandProcessor.Grains.Interfaces.Search;

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

    private static string Stale(ViewFreshness freshness) => freshness.StaleSince is { } since ? Text($" (stale since {since:u})") : "";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
