using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Projections.Runtime;
using static CommandProcessor.Grains.Interfaces.Stock.StockEvent;

namespace CommandProcessor.Projections.StockLevels;

/// <summary>Folds a product's events into its level; all of it is head.</summary>
public sealed class StockLevelsProjection : IProjection<StockLevelsHead, NoItem>
{
    public const string ProjectionName = "stock-levels";

    public static string Name => ProjectionName;

    public static int Version => 1;

    public static string KeyKind => PartitionKey.SkuKind;

    public static JsonTypeInfo<StockLevelsHead> HeadJson => StockLevelsJson.Default.StockLevelsHead;

    public static JsonTypeInfo<NoItem> ItemJson => NoItemJson.Default.NoItem;

    public static StockLevelsHead Initial(PartitionKey key) => StockLevelsHead.Empty;

    public static ItemReference? ItemOf(RecordedEvent recorded) => null;

    public static ItemIndex IndexOf(NoItem item) => throw new UnreachableException();

    public static Folded<StockLevelsHead, NoItem> Apply(StockLevelsHead head, NoItem? item, RecordedEvent recorded)
    {
        if (recorded.Aggregate.Kind != Sku.Kind) return new(head, null);
        var happened = StockEventCodec.Instance.Decode(recorded);
        if (happened is BookingDeclined) return new(head, null); // Also of a product that was never registered.
        if (!head.IsRegistered && happened is not ProductRegistered)
            throw new InvalidOperationException($"{recorded.Type} of {recorded.Aggregate}, which was never registered.");
        var pieces = new PieceCount(head.OnHand, head.Booked).After(happened);
        return new(Change(head with { OnHand = pieces.OnHand, Booked = pieces.Booked }, happened), null);
    }

    /// <summary>What changes beside the number of pieces.</summary>
    private static StockLevelsHead Change(StockLevelsHead head, StockEvent happened) => happened switch
    {
        ProductRegistered e => head with
        {
            Name = e.Name,
            Category = e.Category,
            Price = e.Price,
            Currency = e.Currency,
            LastChangedAt = e.RegisteredAt,
        },
        PriceChanged e => head with { Price = e.Price, LastChangedAt = e.ChangedAt },
        StockReceived e => head with { LastChangedAt = e.ReceivedAt },
        StockBooked e => head with { OpenBookingCount = head.OpenBookingCount + 1, LastChangedAt = e.BookedAt },
        BookingCancelled e => EndBooking(head, e.CancelledAt),
        BookingExpired e => EndBooking(head, e.ExpiredAt),
        BookingShipped e => EndBooking(head, e.ShippedAt),
        StockLeftUnbooked e => head with { LastChangedAt = e.LeftAt },
        StockCounted e => head with { LastChangedAt = e.CountedAt },
        ReorderLevelSet e => head with { ReorderLevel = e.Level, LastChangedAt = e.SetAt },
        ProductDiscontinued e => head with { DiscontinuedAt = e.DiscontinuedAt, LastChangedAt = e.DiscontinuedAt },
        _ => throw new UnreachableException($"{happened.GetType()} is not folded."),
    };

    private static StockLevelsHead EndBooking(StockLevelsHead head, DateTimeOffset at) =>
        head with { OpenBookingCount = head.OpenBookingCount - 1, LastChangedAt = at };
}
