using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Stock;

/// <summary>How stock events stand in the journal and on the road.</summary>
public static class StockEventCodec
{
    public static EventCodec<StockEvent> Instance { get; } = new EventCodec<StockEvent>()
        .Add("stock-product-registered", StockEventJson.Default.ProductRegistered)
        .Add("stock-price-changed", StockEventJson.Default.PriceChanged)
        .Add("stock-received", StockEventJson.Default.StockReceived)
        .Add("stock-booked", StockEventJson.Default.StockBooked)
        .Add("stock-booking-declined", StockEventJson.Default.BookingDeclined)
        .Add("stock-booking-cancelled", StockEventJson.Default.BookingCancelled)
        .Add("stock-booking-shipped", StockEventJson.Default.BookingShipped)
        .Add("stock-booking-expired", StockEventJson.Default.BookingExpired)
        .Add("stock-left-unbooked", StockEventJson.Default.StockLeftUnbooked)
        .Add("stock-counted", StockEventJson.Default.StockCounted)
        .Add("stock-reorder-level-set", StockEventJson.Default.ReorderLevelSet)
        .Add("stock-product-discontinued", StockEventJson.Default.ProductDiscontinued);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(StockEvent.ProductRegistered))]
[JsonSerializable(typeof(StockEvent.PriceChanged))]
[JsonSerializable(typeof(StockEvent.StockReceived))]
[JsonSerializable(typeof(StockEvent.StockBooked))]
[JsonSerializable(typeof(StockEvent.BookingDeclined))]
[JsonSerializable(typeof(StockEvent.BookingCancelled))]
[JsonSerializable(typeof(StockEvent.BookingShipped))]
[JsonSerializable(typeof(StockEvent.BookingExpired))]
[JsonSerializable(typeof(StockEvent.StockLeftUnbooked))]
[JsonSerializable(typeof(StockEvent.StockCounted))]
[JsonSerializable(typeof(StockEvent.ReorderLevelSet))]
[JsonSerializable(typeof(StockEvent.ProductDiscontinued))]
internal sealed partial class StockEventJson : JsonSerializerContext;
