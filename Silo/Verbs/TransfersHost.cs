using CommandProcessor.Silo.Bank;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>A silo for the time of the transfers.</summary>
internal static class TransfersHost
{
    public static async Task<int> RunAsync(
        IReadOnlyDictionary<string, string?> settings, TransfersOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var silo = await ShortSilo.StartAsync(settings, cancellationToken);
        if (silo.Options.Dashboard.Enabled) console.MarkupLineInterpolated($"[grey]Orleans Dashboard, while this runs:[/] {silo.Address}");
        return await silo.RunAsync(token => TransfersVerb.RunAsync(options, BankHost.Of(silo), console, token), cancellationToken);
    }
}
