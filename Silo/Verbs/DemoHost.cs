using CommandProcessor.Silo.Replay;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>A silo for the time of the demo.</summary>
internal static class DemoHost
{
    public static async Task<int> RunAsync(
        IReadOnlyDictionary<string, string?> settings, DemoOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var silo = await ShortSilo.StartAsync(settings, cancellationToken);
        if (silo.Options.Dashboard.Enabled) console.MarkupLineInterpolated($"[grey]Orleans Dashboard, while this runs:[/] {silo.Address}");
        return await silo.RunAsync(token => DemoVerb.RunAsync(options, ReplayHost.Of(silo), console, token), cancellationToken);
    }
}
