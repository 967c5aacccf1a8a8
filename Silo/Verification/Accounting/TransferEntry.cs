using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>A transfer as its own events tell it.</summary>
internal sealed class TransferEntry(TransferEvent.TransferRequested request)
{
    public TransferEvent.TransferRequested Request => request;

    public TransferStatus Status { get; set; } = TransferStatus.Requested;

    public DateTimeOffset Since { get; set; }
}
