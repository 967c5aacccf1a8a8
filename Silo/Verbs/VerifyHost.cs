using CommandProcessor.Silo.Monitoring;
using CommandProcessor.Silo.Verification;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Lets the read side catch up, then compares everything with the journal.</summary>
internal static class VerifyHost
{
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var silo = await ShortSilo.StartAsync(settings, cancellationToken);
        console.MarkupLineInterpolated($"Verifying what lies in {silo.Place}.");
        if (!await silo.CatchUp.WaitAsync(progress: null, cancellationToken))
        {
            console.MarkupLineInterpolated($"[red]STALLED[/]   {await silo.Services.GetRequiredService<LagMeter>().CountUnreadAsync(cancellationToken)} events do not reach the read models.");
            FindingTable.Show(console, await silo.Verifier.VerifyAsync(cancellationToken));
            return 1;
        }

        return FindingTable.Show(console, await silo.Verifier.VerifyAsync(cancellationToken)) ? 0 : 1;
    }
}
