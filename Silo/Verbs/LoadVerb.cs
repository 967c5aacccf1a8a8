using CommandProcessor.Client;
using CommandProcessor.Silo.Replay;
using CommandProcessor.Silo.Retail;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>
/// Loads the whole file: every invoice that can be an order is placed and lives its life, each step under a command id that is the same for ever. So it
/// may be killed at any point and run again, and ends with exactly the same orders, money and stock.
/// </summary>
internal static class LoadVerb
{
    private const string Principal = "load";
    private const int DifferencesShownMax = 10;

    /// <summary>Reads the file once before anything is sent: a damaged one is refused whole, and what is to come out is known.</summary>
    /// <exception cref="RetailFileException">The file is not what it should be.</exception>
    public static async Task<RetailPlan> ReadAsync(LoadOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var report = options.Report is { } path ? RejectionReport.Create(path) : null;
        var source = RetailSource.OfFile(options.File, rejection => report?.Write(rejection));
        var plan = await RetailPlan.ReadAsync(source, cancellationToken);
        LoadView.ShowFile(console, options, source, plan);
        return plan;
    }

    /// <returns>0 if every order of the file is there and stands where it should, otherwise 1.</returns>
    public static async Task<int> RunAsync(
        LoadOptions options, RetailPlan plan, ReplayHost host, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var session = host.Client.OpenSession(Principal);
        var meter = new ReplayMeter(plan.Lives.Count, await host.ReadHeadsAsync(cancellationToken), host.Time);
        var replay = new LifeReplay(session, meter, new FreshnessProbe(session, meter, host.Time), host.Time);
        var running = replay.RunAsync(plan, options.CallerCount, cancellationToken);
        await new ReplayDisplay(console, meter, host.CountBehindAsync, host.Time).ShowAsync(running, cancellationToken);
        var elapsed = meter.Elapsed;
        try
        {
            await running;
        }
        catch (Exception error) when (error is CommandNotAnsweredException or QueryNotAnsweredException or ReplayStalledException)
        {
            console.MarkupLineInterpolated($"[red]STOPPED[/]   after {meter.OrdersDone} orders: {error.Message} Run it again to go on from there.");
            return 1;
        }

        LoadView.ShowLoaded(console, meter, elapsed);
        var ended = await host.EndProcessesAsync(cancellationToken);
        var caughtUp = await host.CatchUpAsync(cancellationToken);
        var differences = await LifeCheck.RunAsync(session, plan.Lives, options.CallerCount, cancellationToken);
        foreach (var wrong in replay.Refusals.Concat(differences).Take(DifferencesShownMax)) console.MarkupLineInterpolated($"[red]DIFFERS[/]   {wrong}");
        if (!ended) console.MarkupLine("[red]STALLED[/]   the processes do not come to their end");
        if (!caughtUp) console.MarkupLine("[red]STALLED[/]   the read models do not catch up with the journal");
        LoadView.ShowCheck(console, plan, differences.Count);
        await ShopViews.ShowAsync(console, host, session, plan, cancellationToken);
        console.MarkupLineInterpolated($"[grey]The data lies in[/] {host.Place}");
        return differences.Count == 0 && replay.Refusals.Count == 0 && ended && caughtUp ? 0 : 1;
    }
}
