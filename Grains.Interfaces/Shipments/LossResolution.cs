using System.Text.Json.Serialization;

namespace CommandProcessor.Grains.Interfaces.Shipments;

/// <summary>What becomes of an order whose goods were lost.</summary>
[GenerateSerializer, Alias("loss-resolution")]
[JsonConverter(typeof(JsonStringEnumConverter<LossResolution>))]
public enum LossResolution
{
    ShipAgain = 0,
    Refund = 1,
}
