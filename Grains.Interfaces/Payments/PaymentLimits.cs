namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>What a payment may hold at most.</summary>
public static class PaymentLimits
{
    /// <summary>Refunds of one payment, failed ones included.</summary>
    public const int RefundCountMax = 1_000;
}
