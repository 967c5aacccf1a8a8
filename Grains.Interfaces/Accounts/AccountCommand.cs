namespace CommandProcessor.Grains.Interfaces.Accounts;

/// <summary>What can be asked of an account.</summary>
[GenerateSerializer, Immutable, Alias("account-command")]
public abstract record AccountCommand
{
    private AccountCommand() { }

    /// <param name="Currency">Code of ISO 4217; amounts have at most its decimals.</param>
    /// <param name="OverdraftLimit">How far below zero the available money may go.</param>
    [GenerateSerializer, Immutable, Alias("account.open")]
    public sealed record OpenAccount([property: Id(0)] string Currency, [property: Id(1)] decimal OverdraftLimit) : AccountCommand;

    /// <summary>Money comes in from outside.</summary>
    [GenerateSerializer, Immutable, Alias("account.deposit")]
    public sealed record Deposit(
        [property: Id(0)] decimal Amount,
        [property: Id(1)] string Currency,
        [property: Id(2)] string Reference) : AccountCommand;

    /// <summary>Money goes out of the system.</summary>
    [GenerateSerializer, Immutable, Alias("account.withdraw")]
    public sealed record Withdraw(
        [property: Id(0)] decimal Amount,
        [property: Id(1)] string Currency,
        [property: Id(2)] string Reference) : AccountCommand;

    /// <summary>Promises money to somebody; it stays in the account but is not available any more.</summary>
    /// <param name="HoldId">Unique among the account's open holds.</param>
    /// <param name="Amount">Not more than what is available.</param>
    /// <param name="Currency">The account's.</param>
    /// <param name="ExpiresAt">From then on <see cref="ExpireHold"/> ends it.</param>
    /// <param name="Purpose">What it is for; stands in all events of the hold.</param>
    /// <param name="IsDeclinedForGood">
    /// True has the account write down that it may not promise the money: then the same command is refused for ever, and a process can go on upon that.
    /// </param>
    [GenerateSerializer, Immutable, Alias("account.place-hold")]
    public sealed record PlaceHold(
        [property: Id(0)] string HoldId,
        [property: Id(1)] decimal Amount,
        [property: Id(2)] string Currency,
        [property: Id(3)] DateTimeOffset ExpiresAt,
        [property: Id(4)] string Purpose,
        [property: Id(5)] bool IsDeclinedForGood = false) : AccountCommand;

    /// <summary>Takes a held amount, whole (null) or in part, out of the account and frees the rest.</summary>
    [GenerateSerializer, Immutable, Alias("account.capture-hold")]
    public sealed record CaptureHold([property: Id(0)] string HoldId, [property: Id(1)] decimal? Amount = null) : AccountCommand;

    /// <summary>Frees a held amount. A hold that is not there, or no more, is no refusal.</summary>
    [GenerateSerializer, Immutable, Alias("account.release-hold")]
    public sealed record ReleaseHold([property: Id(0)] string HoldId) : AccountCommand;

    /// <summary>Frees a held amount whose time is over. A hold that is not there, or no more, is no refusal.</summary>
    [GenerateSerializer, Immutable, Alias("account.expire-hold")]
    public sealed record ExpireHold([property: Id(0)] string HoldId) : AccountCommand;

    /// <summary>Money arrives from another account.</summary>
    /// <param name="Amount">How much.</param>
    /// <param name="Currency">The account's.</param>
    /// <param name="Source">The payment or transfer under whose name it was in transit.</param>
    /// <param name="Kind">Whether it may be refused or declined.</param>
    /// <param name="ReturnTo">Where money that is <see cref="CreditKind.Sent"/> came from, and goes back to if it is declined.</param>
    [GenerateSerializer, Immutable, Alias("account.credit")]
    public sealed record Credit(
        [property: Id(0)] decimal Amount,
        [property: Id(1)] string Currency,
        [property: Id(2)] string Source,
        [property: Id(3)] CreditKind Kind,
        [property: Id(4)] AccountId? ReturnTo = null) : AccountCommand;

    /// <summary>From now on nothing goes in or out, but holds that were placed end as they would have.</summary>
    [GenerateSerializer, Immutable, Alias("account.freeze")]
    public sealed record FreezeAccount([property: Id(0)] string Reason) : AccountCommand;

    [GenerateSerializer, Immutable, Alias("account.unfreeze")]
    public sealed record UnfreezeAccount([property: Id(0)] string Reason) : AccountCommand;

    /// <summary>Ends an account that is empty and has no holds.</summary>
    [GenerateSerializer, Immutable, Alias("account.close")]
    public sealed record CloseAccount : AccountCommand;
}
