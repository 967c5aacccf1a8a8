using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounts;

namespace CommandProcessor.Grains.Accounts;

/// <summary>What must be known of an account to decide what may happen to it next.</summary>
public sealed record Account
{
    public static Account Initial { get; } = new();

    public AccountStatus Status { get; init; }

    public string Currency { get; init; } = "";

    public decimal OverdraftLimit { get; init; }

    public decimal Balance { get; init; }

    /// <summary>The sum of the open holds.</summary>
    public decimal Held { get; init; }

    /// <summary>Open holds by their ids. What became of one that ended is not remembered: nothing depends on it.</summary>
    public ImmutableDictionary<string, Hold> Holds { get; init; } = ImmutableDictionary<string, Hold>.Empty;

    public decimal Available() => Balance - Held;

    /// <summary>What may be withdrawn or held.</summary>
    public decimal Spendable() => Available() + OverdraftLimit;

    public AccountView ToView(long version) => new()
    {
        Status = Status,
        Currency = Currency,
        Balance = Balance,
        Held = Held,
        Available = Available(),
        OverdraftLimit = OverdraftLimit,
        OpenHoldCount = Holds.Count,
        Version = version,
    };
}
