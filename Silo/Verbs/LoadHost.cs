using CommandProcessor.Silo.Replay;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>A silo for the time of loading.</summary>
internal static class LoadHost
{
    public static async Task<int> RunAsync(
        IReadOnlyDictionary<string, string?> settings, LoadOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var plan = await LoadVerb.ReadAsync(options, console, cancellationToken);
        await using var silo = await ShortSilo.StartAsync(settings, cancellationToken);
        return await silo.RunAsync(token => LoadVerb.RunAsync(options, plan, ReplayHost.Of(silo), console, token), cancellationToken);
    }
}
