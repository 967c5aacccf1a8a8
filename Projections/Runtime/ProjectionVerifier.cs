using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// Compares every read model of a projection with a fresh fold of the journal, a partition at a time. Meant for a system at rest: what
/// arrives meanwhile would be reported.
/// </summary>
public sealed class ProjectionVerifier(
    IJournal journal, IReadModelStore store, ProjectionVersions versions, IEnumerable<ProjectionDescription> projections, IOptions<ProjectionOptions> options)
{
    private const int EventPageSize = 2_000;
    private const int HeadPageSize = 200;
    private const int ItemPageSize = 2_000;

    /// <summary>The projections that can be verified.</summary>
    public IReadOnlyList<string> Projections { get; } = [.. projections.Select(projection => projection.Name)];

    /// <param name="progress">Told the number of partitions done.</param>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    public async Task<VerificationReport> VerifyAsync(string projection, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var description = projections.Require(projection);
        var model = await versions.FindActiveAsync(description.Name, cancellationToken);
        var findings = new Findings(options.Value.VerifyDifferencesMax);
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
        {
            var head = (await journal.GetStateAsync(partition, cancellationToken)).Head;
            var passCount = (int)Math.Max(1, (head + options.Value.VerifyPassEventsMax - 1) / options.Value.VerifyPassEventsMax);
            for (var pass = 0; pass < passCount; pass++)
            {
                var fold = await FoldAsync(description.NewFold(pass, passCount), partition, head, cancellationToken);
                await CompareAsync(model, partition, fold, findings, cancellationToken);
                findings.Beside += await fold.CompareBesideAsync(model, partition, findings.Differ, cancellationToken);
                findings.Events += fold.EventCount;
            }

            progress?.Report(partition + 1);
        }

        return findings.Report(projection);
    }

    private async Task<IFreshFold> FoldAsync(IFreshFold fold, int partition, long head, CancellationToken cancellationToken)
    {
        for (var position = 1L; position <= head;)
        {
            var page = await journal.ReadPartitionAsync(partition, position, EventPageSize, cancellationToken);
            if (page.Count == 0) break;
            foreach (var recorded in page.Where(recorded => recorded.Position <= head)) fold.Fold(recorded);
            position = page[^1].Position + 1;
        }

        return fold;
    }

    private async Task CompareAsync(
        ReadModelId model, int partition, IFreshFold fold, Findings findings, CancellationToken cancellationToken)
    {
        PartitionKey? after = null;
        while (true)
        {
            var page = await store.ReadPartitionAsync(model, partition, after, HeadPageSize, cancellationToken);
            var heads = page.Where(head => fold.Covers(head.Key)).ToList();
            var expected = new Dictionary<PartitionKey, FreshReadModel>();
            foreach (var head in heads) CompareHead(head, fold, expected, findings);
            await CompareItemsAsync(model, [.. heads.Select(head => head.Key)], fold, expected, findings, cancellationToken);
            if (page.Count < HeadPageSize) break;
            after = page[^1].Key;
        }

        foreach (var missing in fold.Keys) findings.Differ($"{missing} has events and no read model.");
    }

    private static void CompareHead(
        ReadModelRow head, IFreshFold fold, Dictionary<PartitionKey, FreshReadModel> expected, Findings findings)
    {
        findings.Keys++;
        if (!fold.TryTake(head.Key, out var fresh))
        {
            findings.Differ($"{head.Key} has a read model at {head.Position} and no events.");
            return;
        }

        expected.Add(head.Key, fresh);
        if (head.Parking is not null && head.Parking.Position == fresh.ParkedPosition) findings.Parked++;
        if (head.Position != fresh.Position)
            findings.Differ($"{head.Key} stands at {head.Position}; the journal leads to {fresh.Position}.");
        else if (head.Parking?.Position != fresh.ParkedPosition)
            findings.Differ($"{head.Key} waits at {Text(head.Parking?.Position)}; the journal says {Text(fresh.ParkedPosition)}.");
        else if (head.Body != fresh.Body) findings.Differ($"{head.Key} holds {head.Body}; the journal leads to {fresh.Body}.");
    }

    private async Task CompareItemsAsync(
        ReadModelId model,
        IReadOnlyList<PartitionKey> keys,
        IFreshFold fold,
        Dictionary<PartitionKey, FreshReadModel> expected,
        Findings findings,
        CancellationToken cancellationToken)
    {
        var seen = expected.Keys.ToDictionary(key => key, static _ => new HashSet<string>(StringComparer.Ordinal));
        ItemRow? after = null;
        while (keys.Count > 0)
        {
            var page = await store.ReadItemsAsync(model, keys, after, ItemPageSize, cancellationToken);
            foreach (var item in page.SelectMany(row => Split(row, fold, findings)))
            {
                findings.Items++;
                if (expected.GetValueOrDefault(item.Key)?.Items.TryGetValue(item.Item, out var known) is not true) findings.Differ($"{item.Key} has an item {item.Item} that no event made.");
                else if (seen[item.Key].Add(item.Item)) CompareItem(item, known, findings);
                else findings.Differ($"{item.Key} has item {item.Item} twice.");
            }

            if (page.Count < ItemPageSize) break;
            after = page[^1];
        }

        foreach (var (key, fresh) in expected)
        {
            if (seen[key].Count < fresh.Items.Count) findings.Differ($"{key} has {seen[key].Count} items of {fresh.Items.Count}.");
        }
    }

    private static ItemRow[] Split(ItemRow row, IFreshFold fold, Findings findings)
    {
        try
        {
            ItemRow[] items = [.. fold.Split(row)];
            if ((row.Item, row.Sort, row.Position, row.ItemCount) != (items[0].Item, items[0].Sort, items[^1].Position, items.Length) || items.Any(item => item.Category != row.Category))
                findings.Differ($"{row.Key} has a row of {row.ItemCount} items from {row.Item} to {row.Position} that holds {items.Length} from {items[0].Item} to {items[^1].Position}.");
            return items;
        }
        catch (JsonException exception)
        {
            findings.Differ($"{row.Key} has a row {row.Item} that cannot be read: {exception.Message}");
            return [];
        }
    }

    private static void CompareItem(ItemRow item, FreshItem fresh, Findings findings)
    {
        if (fresh.Body != item.Body)
            findings.Differ($"{item.Key} has item {item.Item} as {item.Body}; the journal leads to {fresh.Body}.");
        else if ((fresh.Sort, fresh.Category) != (item.Sort, item.Category))
            findings.Differ($"{item.Key} has item {item.Item} at {item.Sort} in category {item.Category}; the journal leads to {fresh.Sort} in category {fresh.Category}.");
        else if (fresh.Position is { } position && position != item.Position)
            findings.Differ($"{item.Key} has item {item.Item} of position {item.Position}; the journal leads to {position}.");
    }

    private static string Text(long? position) => position is { } known ? $"position {known}" : "no event";

    private sealed class Findings(int differencesMax)
    {
        private readonly List<string> _differences = [];
        private long _differenceCount;

        public long Keys { get; set; }

        public long Items { get; set; }

        public long Events { get; set; }

        public long Parked { get; set; }

        public long Beside { get; set; }

        public void Differ(string difference)
        {
            _differenceCount++;
            if (_differences.Count < differencesMax) _differences.Add(difference);
        }

        public VerificationReport Report(string projection) =>
            new(projection, Keys, Items, Events, Parked, Beside, _differenceCount, [.. _differences]);
    }
}
