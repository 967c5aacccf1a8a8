using CommandProcessor.Client;
using CommandProcessor.Silo.Replay;
using CommandProcessor.Silo.Retail;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>
/// Loads the whole file: every invoice that can be an order is placed, under a command id that is the same for ever. So it may be
/// killed at any point and run again, and ends with exactly the same orders.
/// </summary>
internal static class LoadVerb
{
    private const string Principal = "load";
    private const int DifferencesShownMax = 10;

    /// <summary>Reads the file once before anything is sent: a damaged one is refused whole, and what is to come out is known.</summary>
    /// <exception cref="RetailFileException">The file is not what it should be.</exception>
    public static async Task<RetailExpectation> ReadAsync(LoadOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var report = options.Report is { } path ? RejectionReport.Create(path) : null;
        var source = RetailSource.OfFile(options.File, rejection => report?.Write(rejection));
        var expectation = new RetailExpectation(source);
        await foreach (var order in source.ReadOrdersAsync(cancellationToken)) expectation.Add(order);
        LoadView.ShowFile(console, options, source);
        return expectation;
    }

    /// <returns>0 if every order of the file is there, otherwise 1.</returns>
    public static async Task<int> RunAsync(
        LoadOptions options, RetailExpectation file, ReplayHost host, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var session = host.Client.OpenSession(Principal);
        var meter = new ReplayMeter(file.Tally.OrderCount, await host.ReadHeadsAsync(cancellationToken), host.Time);
        var replay = new LifeReplay(session, meter, new FreshnessProbe(session, meter, host.Time), host.Time);
        var running = replay.RunAsync(ReadLivesAsync(options.File, cancellationToken), options.CallerCount, cancellationToken);
        await new ReplayDisplay(console, meter, host.CountBehindAsync, host.Time).ShowAsync(running, cancellationToken);
        var elapsed = meter.Elapsed;
        try
        {
            await running;
        }
        catch (CommandNotAnsweredException error)
        {
            console.MarkupLineInterpolated($"[red]STOPPED[/]   after {meter.OrdersDone} orders: {error.Message} Run it again to go on from there.");
            return 1;
        }

        LoadView.ShowLoaded(console, meter, elapsed);
        var caughtUp = await host.CatchUpAsync(cancellationToken);
        var check = await file.CheckAsync(session, options.CallerCount, cancellationToken);
        foreach (var wrong in replay.Refusals.Concat(check.Differences).Take(DifferencesShownMax)) console.MarkupLineInterpolated($"[red]DIFFERS[/]   {wrong}");
        if (!caughtUp) console.MarkupLine("[red]STALLED[/]   the read models do not catch up with the journal");
        LoadView.ShowCheck(console, file, check);
        console.MarkupLineInterpolated($"[grey]The data lies in[/] {host.Place}");
        return check.Differences.Count == 0 && replay.Refusals.Count == 0 && caughtUp ? 0 : 1;
    }

    private static IAsyncEnumerable<RetailLife> ReadLivesAsync(string file, CancellationToken cancellationToken) =>
        RetailSource.OfFile(file, _ => { }).ReadOrdersAsync(cancellationToken).Select(order => new RetailLife(order));
}
