namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>Where a refund stands. Requested → Authorized → Completed; Failed ends it before.</summary>
[GenerateSerializer, Alias("refund-status")]
public enum RefundStatus
{
    None = 0,
    Requested = 1,
    Authorized = 2,
    Completed = 3,
    Failed = 4,
}
