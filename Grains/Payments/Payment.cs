using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Payments;

namespace CommandProcessor.Grains.Payments;

/// <summary>What must be known of a payment to decide what may happen to it next.</summary>
public sealed record Payment
{
    public static Payment Initial { get; } = new();

    public PaymentStatus Status { get; init; }

    /// <summary>Null as long as nobody asked for it.</summary>
    public PaymentTerms? Terms { get; init; }

    public decimal Amount { get; init; }

    /// <summary>What was taken from the payer, or is being taken; 0 before.</summary>
    public decimal CapturedAmount { get; init; }

    /// <summary>The sum of the refunds that are completed.</summary>
    public decimal RefundedAmount { get; init; }

    /// <summary>The sum of the refunds that are under way.</summary>
    public decimal RefundingAmount { get; init; }

    /// <summary>All refunds by their ids, so that each is asked for once.</summary>
    public ImmutableDictionary<string, Refund> Refunds { get; init; } = ImmutableDictionary<string, Refund>.Empty;

    public int? Code { get; init; }

    public string? Reason { get; init; }

    public decimal Refundable() => CapturedAmount - RefundedAmount - RefundingAmount;

    /// <summary>The terms of a payment that was asked for.</summary>
    public PaymentTerms Agreed() => Terms ?? throw new InvalidOperationException("The payment was never requested.");

    /// <summary>A view of a payment that was asked for; another has no terms.</summary>
    public PaymentView ToView(long version) => new()
    {
        Status = Status,
        Terms = Agreed(),
        Amount = Amount,
        CapturedAmount = CapturedAmount,
        RefundedAmount = RefundedAmount,
        RefundingAmount = RefundingAmount,
        Refunds = [.. Refunds.OrderBy(refund => refund.Key, StringComparer.Ordinal).Select(refund => ToView(refund.Key, refund.Value))],
        Code = Code,
        Reason = Reason,
        Version = version,
    };

    private static RefundView ToView(string refundId, Refund refund) => new()
    {
        RefundId = refundId,
        Status = refund.Status,
        Amount = refund.Amount,
        Reason = refund.Reason,
    };
}
