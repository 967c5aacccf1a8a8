using CommandProcessor.Client;
using CommandProcessor.Silo.Replay;
using CommandProcessor.Silo.Retail;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows what each of the views knows, once they have caught up.</summary>
internal static class ShopViews
{
    public static async Task ShowAsync(IAnsiConsole console, ReplayHost host, ClientSession session, RetailPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Lives.Count == 0) return;
        var customer = CustomerView.MostTried(plan.Lives);
        await CustomerView.ShowAsync(console, session, customer, cancellationToken);
        await StatementView.ShowAsync(console, session, RetailAccounts.Of(customer), cancellationToken);
        await DashboardView.ShowAsync(console, session, cancellationToken);
        await LedgerView.ShowAsync(console, session, DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime), cancellationToken);
        await FraudReportView.ShowAsync(console, session, cancellationToken);
        await ProductsView.ShowAsync(console, session, plan, cancellationToken);
        await StockView.ShowAsync(console, session, plan, cancellationToken);
    }
}
