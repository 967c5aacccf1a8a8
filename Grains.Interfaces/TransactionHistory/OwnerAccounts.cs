using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounts;

namespace CommandProcessor.Grains.Interfaces.TransactionHistory;

/// <summary>The accounts of an owner, in the order in which they were opened.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Accounts">As their newest entries leave them.</param>
/// <param name="Position">Position in the owner's partition up to which this is known to be true.</param>
/// <param name="StaleSince">Since when an event waits that could not be applied; null if none does.</param>
[GenerateSerializer, Immutable, Alias("owner-accounts")]
public sealed record OwnerAccounts(
    [property: Id(0)] string Owner,
    [property: Id(1)] ImmutableArray<AccountSummary> Accounts,
    [property: Id(2)] long Position,
    [property: Id(3)] DateTimeOffset? StaleSince);

/// <summary>An account as its statement leaves it.</summary>
[GenerateSerializer, Immutable, Alias("account-summary")]
public sealed record AccountSummary
{
    /// <summary>Open holds that are listed at most; <see cref="OpenHoldCount"/> counts them all.</summary>
    public const int ListedHoldCountMax = 100;

    [Id(0)] public required string Number { get; init; }

    [Id(1)] public required AccountStatus Status { get; init; }

    [Id(2)] public required string Currency { get; init; }

    [Id(3)] public required decimal Balance { get; init; }

    /// <summary>The part of the balance that is promised to somebody.</summary>
    [Id(4)] public required decimal Held { get; init; }

    [Id(5)] public required decimal OverdraftLimit { get; init; }

    [Id(6)] public required int OpenHoldCount { get; init; }

    /// <summary>Open holds, the oldest first.</summary>
    [Id(7)] public required ImmutableArray<OpenHold> Holds { get; init; }

    [Id(8)] public required long EntryCount { get; init; }

    [Id(9)] public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Of its newest entry; null if there is none.</summary>
    [Id(10)] public DateTimeOffset? LastEntryAt { get; init; }

    public decimal Available() => Balance - Held;
}

/// <summary>Money that is promised to somebody.</summary>
/// <param name="HoldId">Unique among the open holds of the account.</param>
/// <param name="Amount">How much.</param>
/// <param name="PlacedAt">Since when.</param>
/// <param name="ExpiresAt">Until when at most.</param>
/// <param name="Purpose">The payment or transfer that it is for, or whatever else was said.</param>
/// <param name="Counterparty">The account that the money is for, where the owner's own payment or transfer tells it.</param>
/// <param name="Reference">What the owner's own payment or transfer is for.</param>
[GenerateSerializer, Immutable, Alias("open-hold")]
public sealed record OpenHold(
    [property: Id(0)] string HoldId,
    [property: Id(1)] decimal Amount,
    [property: Id(2)] DateTimeOffset PlacedAt,
    [property: Id(3)] DateTimeOffset ExpiresAt,
    [property: Id(4)] string Purpose,
    [property: Id(5)] AccountId? Counterparty,
    [property: Id(6)] string? Reference);
