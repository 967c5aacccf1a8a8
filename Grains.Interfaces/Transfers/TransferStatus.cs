namespace CommandProcessor.Grains.Interfaces.Transfers;

/// <summary>Where a transfer stands. Requested, then Completed or Rejected. 2 is not used again.</summary>
[GenerateSerializer, Alias("transfer-status")]
public enum TransferStatus
{
    None = 0,
    Requested = 1,
    Completed = 3,
    Rejected = 4,
}
