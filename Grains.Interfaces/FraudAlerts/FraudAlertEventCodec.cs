using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.FraudAlerts;

/// <summary>How events of fraud alerts stand in the journal and on the road.</summary>
public static class FraudAlertEventCodec
{
    public static EventCodec<FraudAlertEvent> Instance { get; } = new EventCodec<FraudAlertEvent>()
        .Add("fraud-alert-acknowledged", FraudAlertEventJson.Default.AlertAcknowledged);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(FraudAlertEvent.AlertAcknowledged))]
internal sealed partial class FraudAlertEventJson : JsonSerializerContext;
