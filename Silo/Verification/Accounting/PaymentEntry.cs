using CommandProcessor.Grains.Interfaces.Payments;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>A payment as its own events tell it.</summary>
internal sealed class PaymentEntry(PaymentTerms terms, decimal amount)
{
    public PaymentTerms Terms => terms;

    /// <summary>What was asked for.</summary>
    public decimal Amount => amount;

    public PaymentStatus Status { get; set; } = PaymentStatus.Requested;

    public DateTimeOffset Since { get; set; }

    public decimal Captured { get; set; }

    /// <summary>A person has asked for what was captured, in the process's place.</summary>
    public bool IsCapturedByHand { get; set; }

    public bool IsVoidedByHand { get; set; }

    /// <summary>By their ids; null as long as there is none, as with most payments.</summary>
    public Dictionary<string, RefundEntry>? Refunds { get; set; }

    /// <summary>What was paid back.</summary>
    public decimal Refunded() => Refunds?.Values.Where(refund => refund.Status is RefundStatus.Completed).Sum(refund => refund.Amount) ?? 0;
}

internal readonly record struct RefundEntry(decimal Amount, RefundStatus Status)
{
    /// <summary>When it got there.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>A person has asked for it.</summary>
    public bool IsByHand { get; init; }
}
