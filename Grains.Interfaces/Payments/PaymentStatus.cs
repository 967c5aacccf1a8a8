namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>Where a payment stands. Requested → Authorized → Capturing → Completed; the others end it before.</summary>
[GenerateSerializer, Alias("payment-status")]
public enum PaymentStatus
{
    None = 0,
    Requested = 1,
    Authorized = 2,
    Capturing = 3,
    Completed = 4,
    Declined = 5,
    Voided = 6,
    CaptureFailed = 7,
}
