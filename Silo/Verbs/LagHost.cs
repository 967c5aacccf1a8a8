using CommandProcessor.Silo.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Looks at the databases beside a running silo, or when none runs: then the lag is what it would have to catch up with.</summary>
internal static class LagHost
{
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, bool isWatching, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var stores = await StoresOnly.OpenAsync(settings, cancellationToken);
        var services = stores.Services;
        var verb = new LagVerb(services.GetRequiredService<LagMeter>(), services.GetRequiredService<TimeProvider>());
        return isWatching ? await verb.WatchAsync(console, cancellationToken) : await verb.ShowAsync(console, cancellationToken);
    }
}
