using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Monitoring;

/// <summary>Shows lag to a person.</summary>
internal static class LagTable
{
    public static IRenderable Of(LagReport report, DateTimeOffset now)
    {
        var parts = new List<IRenderable> { new Markup(Unpublished(report.Partitions, now)), Views(report.Views, now), Partitions(report.Partitions, now) };
        if (report.Behind.Any()) parts.Add(Places(report.Behind, now));
        return new Rows(parts);
    }

    private static Table Partitions(IReadOnlyList<PartitionLag> lags, DateTimeOffset now)
    {
        var table = Numbers("partition", "head", "published", "read", "behind", "oldest waits");
        foreach (var lag in lags) table.AddRow(Number(lag.Partition), Number(lag.Head), Number(lag.Published), Number(lag.Read), Behind(lag.Unread), Age(lag.UnreadSince, now));
        return table;
    }

    private static Table Views(IReadOnlyList<ViewLag> views, DateTimeOffset now)
    {
        var table = Numbers("view", "version", "behind", "oldest waits", "parked");
        foreach (var view in views)
        {
            table.AddRow(
                Markup.Escape(view.Model.Projection), Number(view.Model.Version), Behind(view.Unread), Age(view.UnreadSince, now),
                view.Parked == 0 ? "0" : $"[red]{Number(view.Parked)}[/]");
        }

        return table;
    }

    /// <summary>The summary stands above it: it may be long.</summary>
    private static Table Places(IEnumerable<ViewPartitionLag> lags, DateTimeOffset now)
    {
        var table = Numbers("view", "partition", "head", "saved", "behind", "oldest waits");
        foreach (var lag in lags)
            table.AddRow(Markup.Escape(lag.View), Number(lag.Partition), Number(lag.Head), Number(lag.Position), Behind(lag.Unread), Age(lag.UnreadSince, now));
        return table;
    }

    private static string Unpublished(IReadOnlyList<PartitionLag> lags, DateTimeOffset now) => lags.Sum(lag => lag.Unpublished) is > 0 and var count
        ? $"[yellow]{Number(count)} events are not published, the oldest for {Age(lags.Min(lag => lag.UnpublishedSince), now)}.[/]"
        : "Every event is published.";

    private static Table Numbers(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns) table.AddColumn(new TableColumn(column) { Alignment = column == "view" ? Justify.Left : Justify.Right });
        return table;
    }

    private static string Behind(long count) => count == 0 ? "[green]0[/]" : $"[yellow]{Number(count)}[/]";

    private static string Age(DateTimeOffset? since, DateTimeOffset now) => since is { } moment
        ? Math.Max(0, (now - moment).TotalSeconds) is var seconds && seconds < 120
            ? seconds.ToString("0.0 's'", CultureInfo.InvariantCulture)
            : (now - moment).ToString("d'd 'hh':'mm':'ss", CultureInfo.InvariantCulture)
        : "–";
}
