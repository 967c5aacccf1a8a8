using System.Text.Json.Serialization;

namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>What can happen to a payment. Each event says between whom, so that whoever answers it needs nothing else.</summary>
[GenerateSerializer, Immutable, Alias("payment-event")]
public abstract record PaymentEvent
{
    private PaymentEvent() { }

    [GenerateSerializer, Immutable, Alias("payment.requested.v1")]
    public sealed record PaymentRequested(
        [property: Id(0)] PaymentTerms Terms,
        [property: Id(1)] decimal Amount,
        [property: Id(2)] DateTimeOffset RequestedAt) : PaymentEvent;

    [GenerateSerializer, Immutable, Alias("payment.authorized.v1")]
    public sealed record PaymentAuthorized(
        [property: Id(0)] PaymentTerms Terms,
        [property: Id(1)] decimal Amount,
        [property: Id(2)] DateTimeOffset AuthorizedAt) : PaymentEvent;

    [GenerateSerializer, Immutable, Alias("payment.declined.v1")]
    public sealed record PaymentDeclined(
        [property: Id(0)] PaymentTerms Terms,
        [property: Id(1)] int Code,
        [property: Id(2)] string Reason,
        [property: Id(3)] DateTimeOffset DeclinedAt) : PaymentEvent;

    [GenerateSerializer, Immutable, Alias("payment.capture-requested.v1")]
    public sealed record PaymentCaptureRequested(
        [property: Id(0)] PaymentTerms Terms,
        [property: Id(1)] decimal Amount,
        [property: Id(2)] DateTimeOffset RequestedAt) : PaymentEvent;

    [GenerateSerializer, Immutable, Alias("payment.completed.v1")]
    public sealed record PaymentCompleted(
        [property: Id(0)] PaymentTerms Terms,
        [property: Id(1)] decimal Amount,
        [property: Id(2)] DateTimeOffset CompletedAt) : PaymentEvent;

    [GenerateSerializer, Immutable, Alias("payment.capture-failed.v1")]
    public sealed record PaymentCaptureFailed(
        [property: Id(0)] PaymentTerms Terms,
        [property: Id(1)] int Code,
        [property: Id(2)] string Reason,
        [property: Id(3)] DateTimeOffset FailedAt) : PaymentEvent;

    [GenerateSerializer, Immutable, Alias("payment.voided.v1")]
    public sealed record PaymentVoided(
        [property: Id(0)] PaymentTerms Terms,
        [property: Id(1)] string Reason,
        [property: Id(2)] DateTimeOffset VoidedAt) : PaymentEvent;

    /// <param name="Terms">Between whom.</param>
    /// <param name="RefundId">Of this refund.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="Reason">For a person.</param>
    /// <param name="RequestedAt">When.</param>
    /// <param name="IsOwed">True if it waits for a payee who cannot pay; another fails then.</param>
    [GenerateSerializer, Immutable, Alias("payment.refund-requested.v1")]
    public sealed record RefundRequested(
        [property: Id(0)] PaymentTerms Terms,
        [property: Id(1)] string RefundId,
        [property: Id(2)] decimal Amount,
        [property: Id(3)] string Reason,
        [property: Id(4)] DateTimeOffset RequestedAt,
        [property: Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsOwed = false) : PaymentEvent;

    /// <summary>Stands in old journals only, and changes nothing.</summary>
    [GenerateSerializer, Immutable, Alias("payment.refund-authorized.v1")]
    public sealed record RefundAuthorized(
        [property: Id(0)] PaymentTerms Terms,
        [property: Id(1)] string RefundId,
        [property: Id(2)] decimal Amount,
        [property: Id(3)] DateTimeOffset AuthorizedAt) : PaymentEvent;

    [GenerateSerializer, Immutable, Alias("payment.refund-completed.v1")]
    public sealed record RefundCompleted(
        [property: Id(0)] PaymentTerms Terms,
        [property: Id(1)] string RefundId,
        [property: Id(2)] decimal Amount,
        [property: Id(3)] DateTimeOffset CompletedAt) : PaymentEvent;

    [GenerateSerializer, Immutable, Alias("payment.refund-failed.v1")]
    public sealed record RefundFailed(
        [property: Id(0)] PaymentTerms Terms,
        [property: Id(1)] string RefundId,
        [property: Id(2)] decimal Amount,
        [property: Id(3)] int Code,
        [property: Id(4)] string Reason,
        [property: Id(5)] DateTimeOffset FailedAt) : PaymentEvent;
}
