using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Watches through the silos that run.</summary>
internal static class WatchHost
{
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, string id, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var cluster = await ClusterAccess.OpenAsync(settings, cancellationToken);
        return await new WatchVerb(cluster.Client, TimeProvider.System, console).RunAsync(id, cancellationToken);
    }
}
