using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Reads the journal beside a running silo or without one.</summary>
internal static class HistoryHost
{
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, string id, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var aggregate = AggregateId.Parse(id);
        await using var stores = await StoresOnly.OpenAsync(settings, cancellationToken);
        return await HistoryVerb.RunAsync(stores.Services.GetRequiredService<IJournal>(), aggregate, console, cancellationToken);
    }
}
