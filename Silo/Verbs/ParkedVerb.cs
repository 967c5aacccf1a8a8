using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows the read models that wait at an event which their view cannot apply, and the processes that wait at one which they cannot handle.</summary>
internal sealed class ParkedVerb(
    IJournal journal, IReadModelStore store, ProjectionVersions versions, IEnumerable<ProjectionDescription> views, IParkedReactions reactions)
{
    private const int ShownCountMax = 1_000;
    private const int WaitingCountMax = 1_000;

    /// <returns>0 if nothing is parked, else 1.</returns>
    public async Task<int> RunAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        var (viewCount, processCount) = (await ShowViewsAsync(console, cancellationToken), await ShowProcessesAsync(console, cancellationToken));
        if (viewCount + processCount == 0)
        {
            console.MarkupLine("[green]Nothing is parked.[/]");
            return 0;
        }

        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"{viewCount} read models and {processCount} processes wait; try them again by: parked redrive [[NAME [[KEY]]]]");
        return 1;
    }

    private async Task<long> ShowViewsAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        var (table, count) = (NewTable("view", "key", "event", "since", "waiting", "error"), 0L);
        foreach (var view in views)
        {
            var model = await versions.FindActiveAsync(view.Name, cancellationToken);
            count += await store.CountParkedAsync(model, cancellationToken);
            foreach (var row in await store.ListParkedAsync(model, after: null, ShownCountMax, cancellationToken))
            {
                if (row.Parking is { } parking) AddRow(table, view, row, parking, await CountWaitingAsync(row.Key, parking.Position, cancellationToken));
            }
        }

        if (count > 0) console.Write(table);
        return count;
    }

    private async Task<long> ShowProcessesAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        var count = await reactions.CountParkedAsync(cancellationToken);
        if (count == 0) return 0;

        var table = NewTable("reactor", "key", "event", "since", "tried again", "error");
        foreach (var parked in await reactions.ListParkedAsync(ShownCountMax, cancellationToken)) AddRow(table, parked);
        console.Write(table);
        return count;
    }

    private static Table NewTable(params string[] columns) => new Table().Border(TableBorder.Rounded).AddColumns(columns);

    private async Task<string> CountWaitingAsync(PartitionKey key, long position, CancellationToken cancellationToken)
    {
        var waiting = await journal.ReadKeyAsync(key, position, WaitingCountMax, cancellationToken);
        return waiting.Count < WaitingCountMax ? waiting.Count.ToString(CultureInfo.InvariantCulture) : $"{WaitingCountMax} or more";
    }

    private static void AddRow(Table table, ProjectionDescription view, ReadModelRow row, Parking parking, string waiting) => table.AddRow(
        Markup.Escape(view.Name),
        Markup.Escape(row.Key.Value),
        EventAt(parking.EventType, row.Partition, parking.Position),
        Moment(parking.Since),
        waiting,
        Markup.Escape(parking.Error));

    private static void AddRow(Table table, ParkedReaction parked) => table.AddRow(
        Markup.Escape(parked.Reactor),
        Markup.Escape(parked.Process),
        EventAt(parked.EventType, parked.Partition, parked.Position),
        Moment(parked.Since),
        parked.IsTransient ? "by itself" : "when asked",
        Markup.Escape(parked.Error));

    private static string EventAt(string type, int partition, long position) => string.Create(CultureInfo.InvariantCulture, $"{Markup.Escape(type)} {partition}@{position}");
}
