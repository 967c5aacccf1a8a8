using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>How order events stand in the journal and on the road.</summary>
public static class OrderEventCodec
{
    public static EventCodec<OrderEvent> Instance { get; } = new EventCodec<OrderEvent>()
        .Add("order-placed", OrderEventJson.Default.OrderPlaced)
        .Add("order-amended", OrderEventJson.Default.OrderAmended)
        .Add("order-cancelled", OrderEventJson.Default.OrderCancelled)
        .Add("order-confirmed", OrderEventJson.Default.OrderConfirmed)
        .Add("order-rejected", OrderEventJson.Default.OrderRejected)
        .Add("order-shipped", OrderEventJson.Default.OrderShipped)
        .Add("order-delivered", OrderEventJson.Default.OrderDelivered)
        .Add("order-lost", OrderEventJson.Default.OrderLost)
        .Add("order-items-returned", OrderEventJson.Default.ItemsReturned);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(OrderEvent.OrderPlaced))]
[JsonSerializable(typeof(OrderEvent.OrderAmended))]
[JsonSerializable(typeof(OrderEvent.OrderCancelled))]
[JsonSerializable(typeof(OrderEvent.OrderConfirmed))]
[JsonSerializable(typeof(OrderEvent.OrderRejected))]
[JsonSerializable(typeof(OrderEvent.OrderShipped))]
[JsonSerializable(typeof(OrderEvent.OrderDelivered))]
[JsonSerializable(typeof(OrderEvent.OrderLost))]
[JsonSerializable(typeof(OrderEvent.ItemsReturned))]
internal sealed partial class OrderEventJson : JsonSerializerContext;
