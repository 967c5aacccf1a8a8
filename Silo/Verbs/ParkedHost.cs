using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Listing needs the databases only; trying again is done by the silos.</summary>
internal static class ParkedHost
{
    public static async Task<int> ListAsync(IReadOnlyDictionary<string, string?> settings, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var stores = await StoresOnly.OpenAsync(settings, cancellationToken);
        var services = stores.Services;
        var verb = new ParkedVerb(
            services.GetRequiredService<IJournal>(), services.GetRequiredService<IReadModelStore>(), services.GetRequiredService<ProjectionVersions>(),
            services.GetServices<ProjectionDescription>(), services.GetRequiredService<IParkedReactions>());
        return await verb.RunAsync(console, cancellationToken);
    }

    public static async Task<int> RedriveAsync(
        IReadOnlyDictionary<string, string?> settings, string? name, string? key, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var cluster = await ClusterAccess.OpenAsync(settings, cancellationToken);
        return await new RedriveVerb(cluster.Grains, console).RunAsync(name, key, cancellationToken);
    }
}
