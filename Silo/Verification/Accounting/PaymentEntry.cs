using CommandProcessor.Grains.Interfaces.Payments;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>A payment as its own events tell it.</summary>
internal sealed class PaymentEntry(PaymentTerms terms)
{
    public PaymentTerms Terms => terms;

    public PaymentStatus Status { get; set; } = PaymentStatus.Requested;

    public DateTimeOffset Since { get; set; }

    public decimal Captured { get; set; }

    /// <summary>By their ids; null as long as there is none, as with most payments.</summary>
    public Dictionary<string, RefundEntry>? Refunds { get; set; }
}

internal readonly record struct RefundEntry(decimal Amount, RefundStatus Status, DateTimeOffset Since);
