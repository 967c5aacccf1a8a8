using System.Globalization;
using System.Text.Json;
using CommandProcessor.Grains.History;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows what an aggregate was, or the read models of a customer or a product, folded from the journal.</summary>
internal sealed class PastVerb(IJournal journal, AggregateArchive aggregates, ReadModelArchive readModels, IAnsiConsole console)
{
    private const int ItemCountMax = 50;
    private const int TextLengthMax = 160;

    public async Task<int> RunAsync(string id, string at, CancellationToken cancellationToken)
    {
        if (KeyNamed(id) is { } named) return await ShowReadModelsAsync(named, PointOf(named, at), cancellationToken) ? 0 : 1;

        var aggregate = AggregateId.Parse(id);
        var key = HistoryVerb.KeyOf(aggregate);
        var asOf = PointOf(key, at);
        var isShown = await ShowAggregateAsync(aggregate, asOf, cancellationToken);
        if (aggregate.Kind == AccountId.Kind && asOf is not AsOf.Version) await ShowReadModelsAsync(key, asOf, cancellationToken);
        return isShown ? 0 : 1;
    }

    /// <summary>A customer or a product, which is no aggregate.</summary>
    private static PartitionKey? KeyNamed(string id) =>
        id.StartsWith(PartitionKey.CustomerKind + Identifier.Separator, StringComparison.Ordinal) || id.StartsWith(PartitionKey.SkuKind + Identifier.Separator, StringComparison.Ordinal)
            ? PartitionKey.Parse(id)
            : null;

    private AsOf PointOf(PartitionKey key, string at) => AsOfText.Parse(at, journal.Partitioning.PartitionOf(key));

    private async Task<bool> ShowAggregateAsync(AggregateId aggregate, AsOf asOf, CancellationToken cancellationToken)
    {
        if (await aggregates.ReadAsync(aggregate, asOf, cancellationToken) is not { } past)
        {
            console.MarkupLineInterpolated($"{aggregate.Value} was not there at {asOf.ToString()}.");
            return false;
        }

        console.Write(Fields($"{aggregate.Value} at {asOf}: version {past.Version}, {past.Position}", past.View));
        return true;
    }

    private async Task<bool> ShowReadModelsAsync(PartitionKey key, AsOf asOf, CancellationToken cancellationToken)
    {
        var past = await readModels.ReadAsync(key, asOf, ItemCountMax, cancellationToken);
        if (past.Count == 0) console.MarkupLineInterpolated($"{key.Value} had no events at {asOf.ToString()}.");
        foreach (var model in past) Show(key, asOf, model);
        return past.Count > 0;
    }

    private void Show(PartitionKey key, AsOf asOf, PastReadModel past)
    {
        var partition = journal.Partitioning.PartitionOf(key);
        using var head = JsonDocument.Parse(past.Head);
        console.Write(Fields(string.Create(CultureInfo.InvariantCulture, $"{past.Projection} of {key.Value} at {asOf}: {partition}@{past.Position}"), head.RootElement));
        if (past.ParkedPosition is { } parked) console.MarkupLineInterpolated($"[red]It waits at {partition}@{parked}[/], which cannot be applied.");
        if (past.Items.Count == 0) return;

        var table = new Table().Border(TableBorder.Rounded).Title(string.Create(CultureInfo.InvariantCulture, $"{past.ItemCount} items, the newest first")).AddColumns("item", "as it was");
        foreach (var (item, body) in past.Items) table.AddRow(Markup.Escape(item), Text(body));
        console.Write(table);
        if (past.ItemCount > past.Items.Count) console.MarkupLineInterpolated($"… and {past.ItemCount - past.Items.Count} more.");
    }

    private static Table Fields(string title, JsonElement view)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(title)).AddColumns("field", "value");
        foreach (var field in view.EnumerateObject()) table.AddRow(Markup.Escape(field.Name), Text(field.Value.ToString()));
        return table;
    }

    private static string Text(string text) => Markup.Escape(text.Length <= TextLengthMax ? text : text[..TextLengthMax] + "…");
}
