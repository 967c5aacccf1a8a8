using CommandProcessor.Client;
using CommandProcessor.Silo.Replay;
using CommandProcessor.Silo.Retail;
using CommandProcessor.Silo.Verification;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>
/// Replays the bundled sample as customers and the shop would, then shows what became of it and whether anything was lost. Run again
/// on the same data it goes on from there: every command has the same id for ever.
/// </summary>
internal static class DemoVerb
{
    private const string Principal = "demo";
    private const int DifferencesShownMax = 10;

    /// <returns>0 if every order stands where it should and everything agrees with the journal, otherwise 1.</returns>
    public static async Task<int> RunAsync(DemoOptions options, ReplayHost host, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var all = await PlanAsync(cancellationToken);
        IReadOnlyList<RetailLife> lives = [.. all.Take(options.OrderCountMax)];
        DemoView.ShowStart(console, lives, all.Count, options.CallerCount);

        var session = host.Client.OpenSession(Principal);
        var meter = new ReplayMeter(lives.Count, await host.ReadHeadsAsync(cancellationToken), host.Time);
        var replay = new LifeReplay(session, meter, new FreshnessProbe(session, meter, host.Time), host.Time);
        var running = replay.RunAsync(lives.ToAsyncEnumerable(), options.CallerCount, cancellationToken);
        await new ReplayDisplay(console, meter, host.CountBehindAsync, host.Time).ShowAsync(running, cancellationToken);
        var elapsed = meter.Elapsed;
        await running;
        DemoView.ShowReplayed(console, meter, elapsed);

        var caughtUp = await host.CatchUpAsync(cancellationToken);
        var differences = await LifeCheck.RunAsync(session, lives, options.CallerCount, cancellationToken);
        await DemoView.ShowHistoryAsync(console, session, lives, cancellationToken);
        DemoView.ShowTotals(console, lives);
        return await ShowVerdictAsync(host, console, lives, [.. replay.Refusals, .. differences], caughtUp, cancellationToken);
    }

    /// <summary>Always of the whole sample, so that an order has the same life whatever <see cref="DemoOptions.OrderCountMax"/> is.</summary>
    internal static async Task<IReadOnlyList<RetailLife>> PlanAsync(CancellationToken cancellationToken)
    {
        var orders = new List<RetailOrder>();
        var cancellations = new List<RetailInvoice>();
        await foreach (var invoice in RetailSample.Bundled(_ => { }).ReadInvoicesAsync(cancellationToken))
        {
            if (RetailOrders.ToOrder(invoice, _ => { }) is { } order) orders.Add(order);
            else if (RetailOrders.KindOf(invoice) == RetailInvoiceKind.Cancellation) cancellations.Add(invoice);
        }

        return RetailLives.Plan([.. orders.OrderBy(order => order.OrderedAt)], cancellations);
    }

    private static async Task<int> ShowVerdictAsync(
        ReplayHost host, IAnsiConsole console, IReadOnlyList<RetailLife> lives, IReadOnlyList<string> differences, bool caughtUp, CancellationToken cancellationToken)
    {
        DemoView.Head(console, "Was anything lost?");
        if (differences.Count == 0) console.MarkupLineInterpolated($"[green]verified[/]  orders: each of the {lives.Count:#,0} stands in its customer's history where it should");
        else console.MarkupLineInterpolated($"[red]DIFFERS[/]   orders: {differences.Count} are lost or stand elsewhere");
        foreach (var difference in differences.Take(DifferencesShownMax)) console.MarkupLineInterpolated($"            {difference}");
        if (!caughtUp) console.MarkupLine("[red]STALLED[/]   read models: they do not catch up with the journal");

        var isClean = FindingTable.Show(console, await host.VerifyAsync(cancellationToken)) && differences.Count == 0 && caughtUp;
        DemoView.ShowEnd(console, host.Place, lives, isClean);
        return isClean ? 0 : 1;
    }
}
