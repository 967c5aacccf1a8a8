using CommandProcessor.Client;
using CommandProcessor.Silo.Replay;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows what the views over everybody know, once they have caught up.</summary>
internal static class ShopViews
{
    public static async Task ShowAsync(IAnsiConsole console, ReplayHost host, ClientSession session, CancellationToken cancellationToken)
    {
        await DashboardView.ShowAsync(console, session, cancellationToken);
        await LedgerView.ShowAsync(console, session, DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime), cancellationToken);
    }
}
