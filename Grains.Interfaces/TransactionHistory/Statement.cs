using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounts;

namespace CommandProcessor.Grains.Interfaces.TransactionHistory;

/// <summary>Which part of an account's history to show.</summary>
/// <param name="Number">Of the owner's account.</param>
/// <param name="From">Entries from this time on; null for those since the account was opened.</param>
/// <param name="To">Entries before this time; null for those until now.</param>
/// <param name="After">The <see cref="Statement.Next"/> of the page before; null for the first.</param>
/// <param name="PageSize">1 to <see cref="PageSizeMax"/>.</param>
[GenerateSerializer, Immutable, Alias("statement-request")]
public sealed record StatementRequest(
    [property: Id(0)] string Number,
    [property: Id(1)] DateTimeOffset? From = null,
    [property: Id(2)] DateTimeOffset? To = null,
    [property: Id(3)] string? After = null,
    [property: Id(4)] int PageSize = 50)
{
    public const int PageSizeMax = 500;

    /// <summary>Says what is wrong with it, or null.</summary>
    public string? Mistake()
    {
        if (Events.Identifier.Mistake(Number, "Account number") is { } number) return number;
        if (PageSize is < 1 or > PageSizeMax) return $"StatementRequest.PageSize {PageSize} is not between 1 and {PageSizeMax}.";
        return From >= To ? $"StatementRequest.From {From:O} is not before StatementRequest.To {To:O}." : null;
    }
}

/// <summary>A page of what happened on an account in a period, newest first.</summary>
[GenerateSerializer, Immutable, Alias("statement")]
public sealed record Statement
{
    [Id(0)] public required AccountId Account { get; init; }

    [Id(1)] public required string Currency { get; init; }

    /// <summary>Before the first entry of the period.</summary>
    [Id(2)] public required AccountBalance Opening { get; init; }

    /// <summary>After the last entry of the period.</summary>
    [Id(3)] public required AccountBalance Closing { get; init; }

    /// <summary>At most as many as asked for.</summary>
    [Id(4)] public required ImmutableArray<StatementEntry> Entries { get; init; }

    /// <summary>Asks for the page after this; null if this is the last.</summary>
    [Id(5)] public required string? Next { get; init; }

    /// <summary>Since when an event waits that could not be applied; null if none does.</summary>
    [Id(6)] public required DateTimeOffset? StaleSince { get; init; }
}

/// <summary>What is in an account at a moment.</summary>
[GenerateSerializer, Immutable, Alias("account-balance")]
public readonly record struct AccountBalance([property: Id(0)] decimal Balance, [property: Id(1)] decimal Held)
{
    public decimal Available() => Balance - Held;
}
