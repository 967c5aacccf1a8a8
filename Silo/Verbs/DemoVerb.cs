using System.Collections.Immutable;
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
        var plan = all.Take(options.OrderCountMax);
        DemoView.ShowStart(console, plan, all.Lives.Count, options.CallerCount);

        var before = await host.ReadBooksAsync(cancellationToken);
        var session = host.Client.OpenSession(Principal);
        var meter = new ReplayMeter(plan.Lives.Count, await host.ReadHeadsAsync(cancellationToken), host.Time);
        var replay = new LifeReplay(session, meter, new FreshnessProbe(session, meter, host.Time), host.Time);
        var running = replay.RunAsync(plan, options.CallerCount, cancellationToken);
        await new ReplayDisplay(console, meter, host.CountBehindAsync, host.Time).ShowAsync(running, cancellationToken);
        var elapsed = meter.Elapsed;
        await running;
        DemoView.ShowReplayed(console, meter, elapsed);

        var stalled = new List<string>();
        if (!await host.EndProcessesAsync(cancellationToken)) stalled.Add("processes: they do not come to their end");
        if (!await host.CatchUpAsync(cancellationToken)) stalled.Add("read models: they do not catch up with the journal");
        var differences = await LifeCheck.RunAsync(session, plan.Lives, options.CallerCount, cancellationToken);
        DemoView.ShowTotals(console, plan.Lives);
        await ShopViews.ShowAsync(console, host, session, plan, cancellationToken);
        var result = await host.VerifyAsync(cancellationToken);
        DemoBooks.Show(console, before, result.Books);
        return ShowVerdict(host, console, plan.Lives, result.Findings, [.. replay.Refusals, .. differences], [.. stalled]);
    }

    /// <summary>Always of the whole sample, so that an order has the same life whatever <see cref="DemoOptions.OrderCountMax"/> is.</summary>
    internal static Task<RetailPlan> PlanAsync(CancellationToken cancellationToken) => RetailPlan.ReadAsync(RetailSample.Bundled(_ => { }), cancellationToken);

    private static int ShowVerdict(
        ReplayHost host, IAnsiConsole console, IReadOnlyList<RetailLife> lives, IReadOnlyList<Finding> findings, IReadOnlyList<string> differences,
        ImmutableArray<string> stalled)
    {
        DemoView.Head(console, "Was anything lost?");
        if (differences.Count == 0) console.MarkupLineInterpolated($"[green]verified[/]  orders: each of the {lives.Count:#,0} stands in its customer's history where it should");
        else console.MarkupLineInterpolated($"[red]DIFFERS[/]   orders: {differences.Count} are lost or stand elsewhere");
        foreach (var difference in differences.Take(DifferencesShownMax)) console.MarkupLineInterpolated($"            {difference}");
        foreach (var part in stalled) console.MarkupLineInterpolated($"[red]STALLED[/]   {part}");

        var isClean = FindingTable.Show(console, findings) && differences.Count == 0 && stalled.IsEmpty;
        DemoView.ShowEnd(console, host.Place, lives, isClean);
        return isClean ? 0 : 1;
    }
}
