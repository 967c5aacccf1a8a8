using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Transfers;

/// <summary>How transfer events stand in the journal and on the road.</summary>
public static class TransferEventCodec
{
    public static EventCodec<TransferEvent> Instance { get; } = new EventCodec<TransferEvent>()
        .Add("transfer-requested", TransferEventJson.Default.TransferRequested)
        .Add("transfer-authorized", TransferEventJson.Default.TransferAuthorized)
        .Add("transfer-rejected", TransferEventJson.Default.TransferRejected)
        .Add("transfer-completed", TransferEventJson.Default.TransferCompleted);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(TransferEvent.TransferRequested))]
[JsonSerializable(typeof(TransferEvent.TransferAuthorized))]
[JsonSerializable(typeof(TransferEvent.TransferRejected))]
[JsonSerializable(typeof(TransferEvent.TransferCompleted))]
internal sealed partial class TransferEventJson : JsonSerializerContext;
