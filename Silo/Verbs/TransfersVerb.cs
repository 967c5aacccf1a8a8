using CommandProcessor.Client;
using CommandProcessor.Silo.Bank;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>
/// A bank whose customers send each other money at random. The sum of it is checked all the time and, when the transfers are over, with what
/// every account answers. Run again on the same data it goes on from there.
/// </summary>
internal static class TransfersVerb
{
    private const string Principal = "bank";

    /// <returns>0 if every transfer came to its end and the money always added up, otherwise 1.</returns>
    public static async Task<int> RunAsync(TransfersOptions options, BankHost host, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var plan = new BankPlan(options.AccountCount, options.TransferCount, options.Seed);
        TransfersView.ShowStart(console, plan, options.CallerCount);
        var ledger = new BankLedger(plan);
        var meter = new BankMeter(host.Time);
        var session = host.Client.OpenSession(Principal);
        var run = new BankRun(plan, ledger, meter, session, host.Time);
        var follower = new BankFollower(host.Journal, ledger, meter, host.Time);
        await follower.CatchUpAsync(cancellationToken);
        await OpenAsync(run, plan, options.CallerCount, console, cancellationToken);
        await follower.CatchUpAsync(cancellationToken);

        var overBefore = run.OverCount;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = follower.FollowAsync(stop.Token);
        meter.Begin();
        var transferring = WhileFollowedAsync(run.TransferAsync(options.CallerCount, stop.Token), following);
        await new BankDisplay(console, meter, plan.TransferCount - overBefore, host.Time).ShowAsync(transferring);
        var elapsed = meter.Elapsed;
        await stop.CancelAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!await IsOverAsync(transferring, console)) return 1;

        TransfersView.ShowEnded(console, meter, run, overBefore, elapsed);
        var look = new BankLook(session, plan, ledger, follower, host.Time);
        var differences = await look.RunAsync(options.CallerCount, cancellationToken);
        return TransfersView.ShowVerdict(console, plan, meter.Check, differences, host.Place) ? 0 : 1;
    }

    private static async Task OpenAsync(BankRun run, BankPlan plan, int callerCount, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var opened = 0;
        if (console.Profile.Capabilities.Interactive)
        {
            await console.Status().StartAsync("Opening accounts …", async context =>
                opened = await run.OpenAsync(callerCount, count => context.Status($"Opening accounts … {count:#,0}"), cancellationToken));
        }
        else
        {
            opened = await run.OpenAsync(callerCount, _ => { }, cancellationToken);
        }

        TransfersView.ShowOpened(console, plan, opened);
    }

    /// <summary>Without the one who follows the journal nobody would hear that a transfer has ended.</summary>
    private static async Task WhileFollowedAsync(Task transferring, Task following)
    {
        if (await Task.WhenAny(transferring, following) == following) await following;
        await transferring;
    }

    private static async Task<bool> IsOverAsync(Task transferring, IAnsiConsole console)
    {
        try
        {
            await transferring;
            return true;
        }
        catch (Exception exception) when (exception is CommandNotAnsweredException or CommandRefusedException or TimeoutException)
        {
            console.MarkupLineInterpolated($"[red]STOPPED[/]   {exception.Message} Run it again to go on from there.");
            return false;
        }
    }
}
