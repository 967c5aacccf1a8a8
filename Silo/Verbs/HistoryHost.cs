using CommandProcessor.Journal;
using CommandProcessor.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Reads the journal beside a running silo or without one.</summary>
internal static class HistoryHost
{
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, string id, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var options = SiloConfiguration.Read(SiloConfiguration.Load(settings));
        var services = new ServiceCollection();
        SiloHost.AddStores(services, options);
        await using var provider = services.BuildServiceProvider();
        var journal = provider.GetRequiredService<IJournal>();
        await journal.InitializeAsync(cancellationToken);
        return await HistoryVerb.RunAsync(journal, id, console, cancellationToken);
    }
}
