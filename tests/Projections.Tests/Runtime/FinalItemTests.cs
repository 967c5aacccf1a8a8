using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests.Runtime;

public sealed class FinalItemTests
{
    [Fact]
    public async Task An_item_that_is_not_of_its_event_parks_the_key_and_says_so()
    {
        await using var side = await ReadSide.OpenAsync(journal: new MemoryJournal(1));
        var events = new Shop(side.Journal, new(1)).Run(["ada"], 3);
        using var key = new ProjectedKey<LateProjection, LateHead, LateItem>(events[0].Key, new ReadModelId(LateProjection.Name, 1), side.Services);

        await key.DeliverAsync(events);
        var row = await side.Store.FindAsync(new(new(LateProjection.Name, 1), events[0].Key), TestContext.Current.CancellationToken);

        Assert.Equal(2, row?.Parking?.Position);
        Assert.Contains("makes an item of position 1; a final item is of its event's, 2.", row?.Parking?.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await key.GetHeadAsync(AtLeast.Anything, TestContext.Current.CancellationToken)).Head.EventCount);
    }

    /// <summary>A view whose items are all of the first event, as they say.</summary>
    private sealed class LateProjection : IProjection<LateHead, LateItem>
    {
        public static string Name => "late";

        public static int Version => 1;

        public static string KeyKind => PartitionKey.CustomerKind;

        public static JsonTypeInfo<LateHead> HeadJson => LateJson.Default.LateHead;

        public static JsonTypeInfo<LateItem> ItemJson => LateJson.Default.LateItem;

        public static LateHead Initial(PartitionKey key) => new(0);

        public static ItemReference? ItemOf(RecordedEvent recorded) => ItemReference.Final(recorded);

        public static ItemIndex IndexOf(LateItem item) => new(item.Position, 0);

        public static Folded<LateHead, LateItem> Apply(LateHead head, LateItem? item, RecordedEvent recorded) => new(new(head.EventCount + 1), new(1));
    }
}

internal sealed record LateHead(int EventCount);

internal sealed record LateItem(long Position) : IFinalItem;

[JsonSerializable(typeof(LateHead))]
[JsonSerializable(typeof(LateItem))]
internal sealed partial class LateJson : JsonSerializerContext;
