using CommandProcessor.Client;
using CommandProcessor.Silo.Replay;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows what the views over everybody know, once they know everything.</summary>
internal static class ShopViews
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CatchUpTimeMax = TimeSpan.FromSeconds(60);

    public static async Task ShowAsync(IAnsiConsole console, ReplayHost host, ClientSession session, CancellationToken cancellationToken)
    {
        if (!await CatchUpAsync(host, session, cancellationToken)) console.MarkupLine("[yellow]The views are behind the journal: what follows is not all.[/]");
        await DashboardView.ShowAsync(console, session, cancellationToken);
        await LedgerView.ShowAsync(console, session, DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime), cancellationToken);
    }

    /// <summary>Processes wrote more than the session knows of: waits until the views show all that is in the journal. False if they stall.</summary>
    private static async Task<bool> CatchUpAsync(ReplayHost host, ClientSession session, CancellationToken cancellationToken)
    {
        var head = (await host.ReadHeadsAsync(cancellationToken)).Sum();
        var started = host.Time.GetTimestamp();
        while (true)
        {
            var books = (await session.Accounting.GetTrialBalanceAsync(cancellationToken)).Freshness;
            var dashboard = (await session.Analytics.GetOverviewAsync(cancellationToken)).Freshness;
            if (Math.Min(books.EventCount, dashboard.EventCount) >= head) return true;
            if (host.Time.GetElapsedTime(started) > CatchUpTimeMax) return false;
            await Task.Delay(AskAgain, host.Time, cancellationToken);
        }
    }
}
