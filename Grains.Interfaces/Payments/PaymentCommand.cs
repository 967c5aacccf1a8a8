using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>What can be asked of a payment.</summary>
[GenerateSerializer, Immutable, Alias("payment-command")]
public abstract record PaymentCommand
{
    private PaymentCommand() { }

    /// <summary>Begins it: the amount is held on the payer's account by steps of its own.</summary>
    [GenerateSerializer, Immutable, Alias("payment.process")]
    public sealed record ProcessPayment([property: Id(0)] PaymentTerms Terms, [property: Id(1)] decimal Amount) : PaymentCommand;

    /// <summary>The amount is held; from now on it may be captured.</summary>
    [GenerateSerializer, Immutable, Alias("payment.authorize")]
    public sealed record AuthorizePayment : PaymentCommand;

    /// <summary>Ends it before it is authorized.</summary>
    /// <param name="Code">Of the refusal that ends it.</param>
    /// <param name="Reason">For a person.</param>
    [GenerateSerializer, Immutable, Alias("payment.decline")]
    public sealed record DeclinePayment([property: Id(0)] int Code, [property: Id(1)] string Reason) : PaymentCommand;

    /// <summary>Has the amount, whole (null) or in part, taken from the payer and credited to the payee; the rest is freed.</summary>
    [GenerateSerializer, Immutable, Alias("payment.capture")]
    public sealed record CapturePayment([property: Id(0)] decimal? Amount = null) : PaymentCommand;

    /// <summary>The captured amount has arrived.</summary>
    [GenerateSerializer, Immutable, Alias("payment.complete")]
    public sealed record CompletePayment : PaymentCommand;

    /// <summary>Ends it: the amount could not be captured, or did not arrive and came back.</summary>
    /// <param name="Code">Of the refusal that ends it.</param>
    /// <param name="Reason">For a person.</param>
    [GenerateSerializer, Immutable, Alias("payment.fail-capture")]
    public sealed record FailCapture([property: Id(0)] int Code, [property: Id(1)] string Reason) : PaymentCommand;

    /// <summary>Ends it before it is captured. A payment that holds no money, or no more, is no refusal.</summary>
    [GenerateSerializer, Immutable, Alias("payment.void")]
    public sealed record VoidPayment([property: Id(0)] string Reason) : PaymentCommand;

    /// <summary>
    /// Ends it whatever became of it: what is held is freed, and what was captured and not refunded yet is given back. Refused for now while it is captured,
    /// or refunded in part, which may fail.
    /// </summary>
    /// <param name="RefundId">Of the refund that gives it back, which is owed; one that is known already is no refusal.</param>
    /// <param name="Reason">For a person.</param>
    /// <param name="Order">If given, a payment for another order is left alone.</param>
    [GenerateSerializer, Immutable, Alias("payment.undo")]
    public sealed record UndoPayment(
        [property: Id(0)] string RefundId,
        [property: Id(1)] string Reason,
        [property: Id(2)] OrderId? Order = null) : PaymentCommand;

    /// <summary>Gives back a part of what was captured; several times, up to all of it.</summary>
    /// <param name="RefundId">Of this refund; the same again is no refusal.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="Reason">For a person.</param>
    /// <param name="IsOwed">
    /// True if a process owes it. Then it does not fail: it waits for a payee who cannot pay. And the amount is the most: what is left is given back if that
    /// is less, and nothing left, or never paid, is no refusal. Refused for now while another refund, which may fail, leaves too little.
    /// </param>
    [GenerateSerializer, Immutable, Alias("payment.refund")]
    public sealed record RefundPayment(
        [property: Id(0)] string RefundId,
        [property: Id(1)] decimal Amount,
        [property: Id(2)] string Reason,
        [property: Id(3)] bool IsOwed = false) : PaymentCommand;

    /// <summary>The refund has arrived.</summary>
    [GenerateSerializer, Immutable, Alias("payment.complete-refund")]
    public sealed record CompleteRefund([property: Id(0)] string RefundId) : PaymentCommand;

    /// <summary>Ends a refund that cannot be paid; its amount may be asked for again under another id.</summary>
    /// <param name="RefundId">Which.</param>
    /// <param name="Code">Of the refusal that ends it.</param>
    /// <param name="Reason">For a person.</param>
    [GenerateSerializer, Immutable, Alias("payment.fail-refund")]
    public sealed record FailRefund(
        [property: Id(0)] string RefundId,
        [property: Id(1)] int Code,
        [property: Id(2)] string Reason) : PaymentCommand;
}
