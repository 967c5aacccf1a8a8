using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows the read models that wait at an event which their view cannot apply.</summary>
internal sealed class ParkedVerb(
    IJournal journal, IReadModelStore store, ProjectionVersions versions, IEnumerable<ProjectionDescription> views)
{
    private const int ShownCountMax = 1_000;
    private const int WaitingCountMax = 1_000;

    /// <returns>0 if nothing is parked, else 1.</returns>
    public async Task<int> RunAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in (string[])["view", "key", "event", "since", "waiting", "error"]) table.AddColumn(column);
        var count = 0L;
        foreach (var view in views)
        {
            var model = await versions.FindActiveAsync(view.Name, cancellationToken);
            count += await store.CountParkedAsync(model, cancellationToken);
            foreach (var row in await store.ListParkedAsync(model, after: null, ShownCountMax, cancellationToken))
            {
                if (row.Parking is { } parking) AddRow(table, view, row, parking, await CountWaitingAsync(row.Key, parking.Position, cancellationToken));
            }
        }

        if (count == 0)
        {
            console.MarkupLine("[green]Nothing is parked.[/]");
            return 0;
        }

        console.Write(table);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{count} read models wait; try them again by: parked redrive [[VIEW [[KEY]]]]");
        return 1;
    }

    private async Task<string> CountWaitingAsync(PartitionKey key, long position, CancellationToken cancellationToken)
    {
        var waiting = await journal.ReadKeyAsync(key, position, WaitingCountMax, cancellationToken);
        return waiting.Count < WaitingCountMax ? waiting.Count.ToString(CultureInfo.InvariantCulture) : $"{WaitingCountMax} or more";
    }

    private static void AddRow(Table table, ProjectionDescription view, ReadModelRow row, Parking parking, string waiting) => table.AddRow(
        Markup.Escape(view.Name),
        Markup.Escape(row.Key.Value),
        string.Create(CultureInfo.InvariantCulture, $"{Markup.Escape(parking.EventType)} {row.Partition}@{parking.Position}"),
        parking.Since.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        waiting,
        Markup.Escape(parking.Error));
}
