namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>Where a refund stands. Requested, then Completed or Failed. 2 is not used again.</summary>
[GenerateSerializer, Alias("refund-status")]
public enum RefundStatus
{
    None = 0,
    Requested = 1,
    Completed = 3,
    Failed = 4,
}
