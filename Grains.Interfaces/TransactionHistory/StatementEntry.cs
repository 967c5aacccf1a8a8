using CommandProcessor.Grains.Interfaces.Accounts;

namespace CommandProcessor.Grains.Interfaces.TransactionHistory;

/// <summary>One movement of money on an account.</summary>
[GenerateSerializer, Immutable, Alias("statement-entry")]
public sealed record StatementEntry
{
    /// <summary>Of the event in the owner's partition; later entries have greater ones.</summary>
    [Id(0)] public required long Position { get; init; }

    /// <summary>When; never before the entry before it, whatever the clocks of the silos said.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }

    [Id(2)] public required EntryKind Kind { get; init; }

    /// <summary>More than 0; the kind says which way.</summary>
    [Id(3)] public required decimal Amount { get; init; }

    [Id(4)] public required decimal BalanceAfter { get; init; }

    [Id(5)] public required decimal HeldAfter { get; init; }

    /// <summary>The payment or transfer under whose name it moved, or whatever else a hold is for; null for what came from outside or went there.</summary>
    [Id(6)] public string? Source { get; init; }

    /// <summary>The account on the other side, where the owner's own payment or transfer tells it.</summary>
    [Id(7)] public AccountId? Counterparty { get; init; }

    /// <summary>What was said with it, or what the owner's own payment or transfer is for.</summary>
    [Id(8)] public string? Reference { get; init; }

    /// <summary>Of the hold that it is about.</summary>
    [Id(9)] public string? HoldId { get; init; }

    public AccountBalance After() => new(BalanceAfter, HeldAfter);
}
