using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Grains.Transfers;

/// <summary>What must be known of a transfer to decide what may happen to it next.</summary>
public sealed record Transfer
{
    public static Transfer Initial { get; } = new();

    public TransferStatus Status { get; init; }

    /// <summary>Null as long as nobody asked for it.</summary>
    public AccountId? From { get; init; }

    /// <summary>Likewise.</summary>
    public AccountId? To { get; init; }

    public decimal Amount { get; init; }

    public string Currency { get; init; } = "";

    public string Reference { get; init; } = "";

    public int? Code { get; init; }

    public string? Reason { get; init; }

    /// <summary>A view of a transfer that was asked for; another has no accounts.</summary>
    public TransferView ToView(long version) => new()
    {
        Status = Status,
        From = From ?? throw new InvalidOperationException("The transfer was never requested."),
        To = To ?? throw new InvalidOperationException("The transfer was never requested."),
        Amount = Amount,
        Currency = Currency,
        Reference = Reference,
        Code = Code,
        Reason = Reason,
        Version = version,
    };
}
