namespace CommandProcessor.Grains.Interfaces.Accounts;

/// <summary>What can happen to an account.</summary>
[GenerateSerializer, Immutable, Alias("account-event")]
public abstract record AccountEvent
{
    private AccountEvent() { }

    [GenerateSerializer, Immutable, Alias("account.opened.v1")]
    public sealed record AccountOpened(
        [property: Id(0)] string Currency,
        [property: Id(1)] decimal OverdraftLimit,
        [property: Id(2)] DateTimeOffset OpenedAt) : AccountEvent;

    [GenerateSerializer, Immutable, Alias("account.deposited.v1")]
    public sealed record MoneyDeposited(
        [property: Id(0)] decimal Amount,
        [property: Id(1)] string Currency,
        [property: Id(2)] string Reference,
        [property: Id(3)] DateTimeOffset DepositedAt) : AccountEvent;

    [GenerateSerializer, Immutable, Alias("account.withdrawn.v1")]
    public sealed record MoneyWithdrawn(
        [property: Id(0)] decimal Amount,
        [property: Id(1)] string Currency,
        [property: Id(2)] string Reference,
        [property: Id(3)] DateTimeOffset WithdrawnAt) : AccountEvent;

    [GenerateSerializer, Immutable, Alias("account.hold-placed.v1")]
    public sealed record HoldPlaced(
        [property: Id(0)] string HoldId,
        [property: Id(1)] decimal Amount,
        [property: Id(2)] string Currency,
        [property: Id(3)] DateTimeOffset ExpiresAt,
        [property: Id(4)] string Purpose,
        [property: Id(5)] DateTimeOffset PlacedAt) : AccountEvent;

    /// <summary>Money was not promised, and never will be to the same command; the account is as it was.</summary>
    /// <param name="HoldId">Of the hold that was asked for.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="Currency">The money's, not always the account's.</param>
    /// <param name="Purpose">What the hold was for.</param>
    /// <param name="Code">Of the rule that forbids it.</param>
    /// <param name="Reason">For a person.</param>
    /// <param name="DeclinedAt">When.</param>
    [GenerateSerializer, Immutable, Alias("account.hold-declined.v1")]
    public sealed record HoldDeclined(
        [property: Id(0)] string HoldId,
        [property: Id(1)] decimal Amount,
        [property: Id(2)] string Currency,
        [property: Id(3)] string Purpose,
        [property: Id(4)] int Code,
        [property: Id(5)] string Reason,
        [property: Id(6)] DateTimeOffset DeclinedAt) : AccountEvent;

    /// <param name="HoldId">Of a hold that is open no more.</param>
    /// <param name="Amount">What left the account.</param>
    /// <param name="FreedAmount">What was held too and is available again.</param>
    /// <param name="Currency">The account's.</param>
    /// <param name="Purpose">What the hold was for.</param>
    /// <param name="CapturedAt">When.</param>
    [GenerateSerializer, Immutable, Alias("account.hold-captured.v1")]
    public sealed record HoldCaptured(
        [property: Id(0)] string HoldId,
        [property: Id(1)] decimal Amount,
        [property: Id(2)] decimal FreedAmount,
        [property: Id(3)] string Currency,
        [property: Id(4)] string Purpose,
        [property: Id(5)] DateTimeOffset CapturedAt) : AccountEvent;

    [GenerateSerializer, Immutable, Alias("account.hold-released.v1")]
    public sealed record HoldReleased(
        [property: Id(0)] string HoldId,
        [property: Id(1)] decimal Amount,
        [property: Id(2)] string Currency,
        [property: Id(3)] string Purpose,
        [property: Id(4)] DateTimeOffset ReleasedAt) : AccountEvent;

    [GenerateSerializer, Immutable, Alias("account.hold-expired.v1")]
    public sealed record HoldExpired(
        [property: Id(0)] string HoldId,
        [property: Id(1)] decimal Amount,
        [property: Id(2)] string Currency,
        [property: Id(3)] string Purpose,
        [property: Id(4)] DateTimeOffset ExpiredAt) : AccountEvent;

    [GenerateSerializer, Immutable, Alias("account.credited.v1")]
    public sealed record MoneyCredited(
        [property: Id(0)] decimal Amount,
        [property: Id(1)] string Currency,
        [property: Id(2)] string Source,
        [property: Id(3)] CreditKind Kind,
        [property: Id(4)] DateTimeOffset CreditedAt) : AccountEvent;

    /// <summary>Money in transit was not taken, and never will be of the same command; the account is as it was.</summary>
    /// <param name="Amount">How much.</param>
    /// <param name="Currency">The money's, not always the account's.</param>
    /// <param name="Source">The payment or transfer under whose name it is still in transit.</param>
    /// <param name="ReturnTo">Where it goes back to.</param>
    /// <param name="Code">Of the rule that forbids to take it.</param>
    /// <param name="Reason">For a person.</param>
    /// <param name="DeclinedAt">When.</param>
    [GenerateSerializer, Immutable, Alias("account.credit-declined.v1")]
    public sealed record CreditDeclined(
        [property: Id(0)] decimal Amount,
        [property: Id(1)] string Currency,
        [property: Id(2)] string Source,
        [property: Id(3)] AccountId ReturnTo,
        [property: Id(4)] int Code,
        [property: Id(5)] string Reason,
        [property: Id(6)] DateTimeOffset DeclinedAt) : AccountEvent;

    /// <summary>Money came back to a closed account.</summary>
    [GenerateSerializer, Immutable, Alias("account.reopened.v1")]
    public sealed record AccountReopened([property: Id(0)] string Source, [property: Id(1)] DateTimeOffset ReopenedAt) : AccountEvent;

    [GenerateSerializer, Immutable, Alias("account.frozen.v1")]
    public sealed record AccountFrozen([property: Id(0)] string Reason, [property: Id(1)] DateTimeOffset FrozenAt) : AccountEvent;

    [GenerateSerializer, Immutable, Alias("account.unfrozen.v1")]
    public sealed record AccountUnfrozen([property: Id(0)] string Reason, [property: Id(1)] DateTimeOffset UnfrozenAt) : AccountEvent;

    [GenerateSerializer, Immutable, Alias("account.closed.v1")]
    public sealed record AccountClosed([property: Id(0)] DateTimeOffset ClosedAt) : AccountEvent;
}
