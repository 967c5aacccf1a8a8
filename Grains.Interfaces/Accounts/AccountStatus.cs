namespace CommandProcessor.Grains.Interfaces.Accounts;

/// <summary>Where an account stands. Open ↔ Frozen; Open → Closed, and back only for money that returns.</summary>
[GenerateSerializer, Alias("account-status")]
public enum AccountStatus
{
    None = 0,
    Open = 1,
    Frozen = 2,
    Closed = 3,
}
