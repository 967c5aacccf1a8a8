namespace CommandProcessor.Grains.Interfaces.Transfers;

/// <summary>Where a transfer stands. Requested → Authorized → Completed; Rejected ends it before.</summary>
[GenerateSerializer, Alias("transfer-status")]
public enum TransferStatus
{
    None = 0,
    Requested = 1,
    Authorized = 2,
    Completed = 3,
    Rejected = 4,
}
