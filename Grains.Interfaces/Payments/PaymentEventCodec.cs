using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>How payment events stand in the journal and on the road.</summary>
public static class PaymentEventCodec
{
    public static EventCodec<PaymentEvent> Instance { get; } = new EventCodec<PaymentEvent>()
        .Add("payment-requested", PaymentEventJson.Default.PaymentRequested)
        .Add("payment-authorized", PaymentEventJson.Default.PaymentAuthorized)
        .Add("payment-declined", PaymentEventJson.Default.PaymentDeclined)
        .Add("payment-capture-requested", PaymentEventJson.Default.PaymentCaptureRequested)
        .Add("payment-completed", PaymentEventJson.Default.PaymentCompleted)
        .Add("payment-capture-failed", PaymentEventJson.Default.PaymentCaptureFailed)
        .Add("payment-voided", PaymentEventJson.Default.PaymentVoided)
        .Add("payment-refund-requested", PaymentEventJson.Default.RefundRequested)
        .Add("payment-refund-authorized", PaymentEventJson.Default.RefundAuthorized)
        .Add("payment-refund-completed", PaymentEventJson.Default.RefundCompleted)
        .Add("payment-refund-failed", PaymentEventJson.Default.RefundFailed);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(PaymentEvent.PaymentRequested))]
[JsonSerializable(typeof(PaymentEvent.PaymentAuthorized))]
[JsonSerializable(typeof(PaymentEvent.PaymentDeclined))]
[JsonSerializable(typeof(PaymentEvent.PaymentCaptureRequested))]
[JsonSerializable(typeof(PaymentEvent.PaymentCompleted))]
[JsonSerializable(typeof(PaymentEvent.PaymentCaptureFailed))]
[JsonSerializable(typeof(PaymentEvent.PaymentVoided))]
[JsonSerializable(typeof(PaymentEvent.RefundRequested))]
[JsonSerializable(typeof(PaymentEvent.RefundAuthorized))]
[JsonSerializable(typeof(PaymentEvent.RefundCompleted))]
[JsonSerializable(typeof(PaymentEvent.RefundFailed))]
internal sealed partial class PaymentEventJson : JsonSerializerContext;
