using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Shipments;

/// <summary>How shipment events stand in the journal and on the road.</summary>
public static class ShipmentEventCodec
{
    public static EventCodec<ShipmentEvent> Instance { get; } = new EventCodec<ShipmentEvent>()
        .Add("shipment-created", ShipmentEventJson.Default.ShipmentCreated)
        .Add("shipment-dispatched", ShipmentEventJson.Default.ShipmentDispatched)
        .Add("shipment-delivered", ShipmentEventJson.Default.ShipmentDelivered)
        .Add("shipment-lost", ShipmentEventJson.Default.ShipmentLost)
        .Add("shipment-cancelled", ShipmentEventJson.Default.ShipmentCancelled);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(ShipmentEvent.ShipmentCreated))]
[JsonSerializable(typeof(ShipmentEvent.ShipmentDispatched))]
[JsonSerializable(typeof(ShipmentEvent.ShipmentDelivered))]
[JsonSerializable(typeof(ShipmentEvent.ShipmentLost))]
[JsonSerializable(typeof(ShipmentEvent.ShipmentCancelled))]
internal sealed partial class ShipmentEventJson : JsonSerializerContext;
