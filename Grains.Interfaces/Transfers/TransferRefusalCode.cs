namespace CommandProcessor.Grains.Interfaces.Transfers;

/// <summary>Codes of the refusals of a transfer, checked in this order. Never reused.</summary>
public static class TransferRefusalCode
{
    public const int NotRequested = 600;
    public const int AlreadyRequested = 601;
    public const int NotRejectable = 603;
    public const int NotCompletable = 604;

    public const int MalformedFrom = 610;
    public const int MalformedTo = 611;
    public const int SameAccount = 612;
    public const int UnknownCurrency = 613;
    public const int AmountOutOfRange = 614;
    public const int AmountTooFine = 615;
    public const int MalformedCode = 616;
    public const int MalformedText = 617;
}
