using System.Diagnostics;
using System.Globalization;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.StockLevels;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Prints what a customer's totals, an order, an account, a stock level or a view over everybody are, and each change as a silo shows it, until Ctrl-C.</summary>
internal sealed class WatchVerb(CommandProcessorClient client, TimeProvider time, IAnsiConsole console)
{
    private const int EntryCount = 5;

    /// <exception cref="FormatException">Nothing of that kind can be watched.</exception>
    public async Task<int> RunAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await WatchAsync(id, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }

        return 0;
    }

    private Task WatchAsync(string id, CancellationToken cancellationToken)
    {
        if (ViewQuestion.Of(id, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) is { } question) return WatchViewAsync(question, cancellationToken);
        if (AggregateId.Names<OrderId>(id, out var order)) return PrintAsync(client.CustomerOrders.WatchOrderAsync(order, cancellationToken: cancellationToken), Line);
        if (AggregateId.Names<Sku>(id, out var stock)) return PrintAsync(client.StockLevels.WatchAsync(stock, cancellationToken: cancellationToken), Line);
        if (AggregateId.Names<AccountId>(id, out var account))
            return PrintAsync(client.TransactionHistory.WatchStatementAsync(account, EntryCount, cancellationToken: cancellationToken), ViewText.Of);
        var key = PartitionKey.Parse(id);
        return key.Kind switch
        {
            PartitionKey.CustomerKind => PrintAsync(client.CustomerOrders.WatchSummaryAsync(key.Name, cancellationToken: cancellationToken), Line),
            PartitionKey.SkuKind => PrintAsync(client.StockLevels.WatchAsync(new(key.Name), cancellationToken: cancellationToken), Line),
            _ => throw new FormatException($"'{id}' cannot be watched; expected customer/17850, order/17850/536365, account/17850/main, sku/85123A, {ViewQuestion.Examples}."),
        };
    }

    private Task WatchViewAsync(ViewQuestion question, CancellationToken cancellationToken) => question switch
    {
        ViewQuestion.Balance => PrintAsync(client.Accounting.WatchTrialBalanceAsync(cancellationToken: cancellationToken), ViewText.Of),
        ViewQuestion.Income income => PrintAsync(client.Accounting.WatchIncomeAsync(income.Request, cancellationToken: cancellationToken), ViewText.Of),
        ViewQuestion.Overview => PrintAsync(client.Analytics.WatchOverviewAsync(cancellationToken: cancellationToken), ViewText.Of),
        ViewQuestion.SalesByTime sales => PrintAsync(client.Analytics.WatchSalesAsync(sales.Request, cancellationToken: cancellationToken), ViewText.Of),
        ViewQuestion.Ranking ranking => PrintAsync(client.Analytics.WatchRankingAsync(ranking.Request, cancellationToken: cancellationToken), ViewText.Of),
        ViewQuestion.Report report => PrintAsync(client.Fraud.WatchReportAsync(report.Request, cancellationToken: cancellationToken), ViewText.Of),
        ViewQuestion.Alert alert => PrintAsync(client.Fraud.WatchOpenAlertAsync(alert.Id, cancellationToken: cancellationToken), ViewText.Of),
        ViewQuestion.ByProduct by => PrintAsync(client.Recommendations.WatchByProductAsync(by.Sku, by.CountMax, cancellationToken: cancellationToken), ViewText.Of),
        ViewQuestion.ByCustomer by => PrintAsync(client.Recommendations.WatchByCustomerAsync(by.Customer, by.CountMax, cancellationToken: cancellationToken), ViewText.Of),
        ViewQuestion.Products products => PrintAsync(client.Products.WatchAsync(products.Request, cancellationToken: cancellationToken), ViewText.Of),
        _ => throw new UnreachableException(),
    };

    private async Task PrintAsync<T>(IAsyncEnumerable<Watched<T>> watch, Func<T, string> line)
    {
        await foreach (var watched in watch) console.MarkupLineInterpolated($"[grey]{time.GetUtcNow():HH:mm:ss.fff}[/] {line(watched.Value)}");
    }

    private static string Line(CustomerSummary summary)
    {
        var statuses = string.Join(", ", summary.ByStatus.Select(status => $"{status.Count} {status.Status}"));
        var totals = string.Join(", ", summary.Totals.Select(total => string.Create(CultureInfo.InvariantCulture, $"{total.Net():N2} {total.Currency}")));
        return $"{summary.OrderCount} orders{ViewText.Stale(summary.StaleSince)}: {(summary.OrderCount == 0 ? "none yet" : $"{statuses}; {totals}")}";
    }

    private static string Line(OrderView? order) => order is null
        ? "not placed yet"
        : string.Create(CultureInfo.InvariantCulture, $"{order.Status}{ViewText.Stale(order.StaleSince)}: {order.Lines.Length} lines, {order.Total:N2} {order.Currency}, version {order.Version}");

    private static string Line(StockLevel? level) => level is null
        ? "not registered yet"
        : string.Create(CultureInfo.InvariantCulture,
            $"{level.Name}{ViewText.Stale(level.StaleSince)}: {level.OnHand:N0} on hand, {level.Booked:N0} booked, {level.Available():N0} available{(level.IsBelowReorderLevel() ? ", to be ordered again" : "")}");
}
