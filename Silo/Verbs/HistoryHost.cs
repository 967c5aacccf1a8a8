using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Reads the journal beside a running silo or without one.</summary>
internal static class HistoryHost
{
    /// <param name="at">A point in the past, to show what was there then; null to show the events.</param>
    public static async Task<int> RunAsync(
        IReadOnlyDictionary<string, string?> settings, string id, string? at, IAnsiConsole console, CancellationToken cancellationToken)
    {
        if (ViewQuestion.Of(id, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)) is { } question)
            return await ShowViewAsync(settings, id, question, at ?? throw new FormatException($"{id} has no events of its own; --at names the point to show it at."), console, cancellationToken);

        var aggregate = AggregateId.Parse(id);
        await using var stores = await StoresOnly.OpenAsync(settings, cancellationToken);
        if (at is not null) return await Past(stores, console).RunAsync(id, at, cancellationToken);
        return await HistoryVerb.RunAsync(stores.Services.GetRequiredService<IJournal>(), aggregate, console, cancellationToken);
    }

    private static async Task<int> ShowViewAsync(
        IReadOnlyDictionary<string, string?> settings, string id, ViewQuestion question, string at, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var asOf = AsOfText.ParseAll(at);
        await using var stores = await StoresOnly.OpenAsync(settings, cancellationToken);
        var verb = new PastViewVerb(stores.Services.GetRequiredService<PastViews>(), stores.Options.Recommendations, console);
        return await verb.RunAsync(id, question, asOf, cancellationToken);
    }

    private static PastVerb Past(StoresOnly stores, IAnsiConsole console)
    {
        var journal = stores.Services.GetRequiredService<IJournal>();
        return new(journal, new(journal, stores.Options.Aggregates), stores.Services.GetRequiredService<ReadModelArchive>(), console);
    }
}
