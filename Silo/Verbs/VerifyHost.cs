using CommandProcessor.Silo.Monitoring;
using CommandProcessor.Silo.Verification;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Lets processes and read side come to rest, then compares everything with the journal.</summary>
internal static class VerifyHost
{
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var silo = await ShortSilo.StartAsync(settings, cancellationToken);
        return await silo.RunAsync(token => RunAsync(silo, console, token), cancellationToken);
    }

    private static async Task<int> RunAsync(ShortSilo silo, IAnsiConsole console, CancellationToken cancellationToken)
    {
        console.MarkupLineInterpolated($"Verifying what lies in {silo.Place}.");
        var isAtRest = await silo.Processes.WaitAsync(cancellationToken);
        if (!isAtRest) console.MarkupLine("[red]STALLED[/]   the processes do not come to rest.");
        var caughtUp = await silo.CatchUp.WaitAsync(progress: null, cancellationToken);
        if (!caughtUp) console.MarkupLineInterpolated($"[red]STALLED[/]   {await silo.Services.GetRequiredService<LagMeter>().CountUnreadAsync(cancellationToken)} events do not reach the read models.");
        var result = await silo.Verifier.VerifyAsync(cancellationToken);
        return FindingTable.Show(console, result.Findings) && isAtRest && caughtUp ? 0 : 1;
    }
}
