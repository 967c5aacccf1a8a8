using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.Tests;

/// <summary>What a projection makes of all events of a key, without the shell.</summary>
internal static class Fold<TProjection, THead, TItem>
    where TProjection : IProjection<THead, TItem>
    where THead : class
    where TItem : class
{
    public static (THead Head, IReadOnlyDictionary<string, TItem> Items) Of(PartitionKey key, IEnumerable<RecordedEvent> events)
    {
        var head = TProjection.Initial(key);
        var items = new Dictionary<string, TItem>(StringComparer.Ordinal);
        foreach (var recorded in events)
        {
            var reference = TProjection.ItemOf(recorded);
            var folded = TProjection.Apply(head, reference is { } known ? items.GetValueOrDefault(known.Item) : null, recorded);
            head = folded.Head;
            if (folded.Item is not { } item) continue;
            Assert.NotNull(reference);
            items[reference.Value.Item] = item;
        }

        return (head, items);
    }
}
