namespace CommandProcessor.Grains.Interfaces.TransactionHistory;

/// <summary>How money moved on an account.</summary>
[GenerateSerializer, Alias("entry-kind")]
public enum EntryKind
{
    None = 0,

    /// <summary>In from outside.</summary>
    Deposited = 1,

    /// <summary>Out of the system.</summary>
    Withdrawn = 2,

    /// <summary>In from another account.</summary>
    Received = 3,

    /// <summary>In again after it had left: not taken where it was sent to, or refunded.</summary>
    CameBack = 4,

    /// <summary>Promised to somebody; it is still there.</summary>
    HoldPlaced = 5,

    /// <summary>Out to another account; what was held beyond it is free again.</summary>
    HoldCaptured = 6,

    /// <summary>Free again.</summary>
    HoldReleased = 7,

    /// <summary>Free again because its time was over.</summary>
    HoldExpired = 8,
}
