using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.TransactionHistory;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.TransactionHistory;

/// <summary>A <see cref="StatementEntry"/> as it is kept: there are more of these than of anything else, so names are short and what is not there is left out.</summary>
public sealed record PlacedEntry : IFinalItem
{
    /// <summary>The account's place among those of the owner.</summary>
    [JsonPropertyName("a")]
    public required int Account { get; init; }

    [JsonPropertyName("p")]
    public required long Position { get; init; }

    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    [JsonPropertyName("kind")]
    public required EntryKind Kind { get; init; }

    [JsonPropertyName("sum")]
    public required decimal Amount { get; init; }

    [JsonPropertyName("balance")]
    public required decimal BalanceAfter { get; init; }

    [JsonPropertyName("held"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public decimal HeldAfter { get; init; }

    [JsonPropertyName("of")]
    public string? Source { get; init; }

    [JsonPropertyName("other")]
    public AccountId? Counterparty { get; init; }

    [JsonPropertyName("ref")]
    public string? Reference { get; init; }

    [JsonPropertyName("hold")]
    public string? HoldId { get; init; }

    [JsonIgnore]
    public StatementEntry Entry => new()
    {
        Position = Position,
        At = At,
        Kind = Kind,
        Amount = Amount,
        BalanceAfter = BalanceAfter,
        HeldAfter = HeldAfter,
        Source = Source,
        Counterparty = Counterparty,
        Reference = Reference,
        HoldId = HoldId,
    };
}
