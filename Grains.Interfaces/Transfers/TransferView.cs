using CommandProcessor.Grains.Interfaces.Accounts;

namespace CommandProcessor.Grains.Interfaces.Transfers;

/// <summary>A transfer as the journal has it.</summary>
[GenerateSerializer, Immutable, Alias("transfer-view")]
public sealed record TransferView
{
    [Id(0)] public required TransferStatus Status { get; init; }

    [Id(1)] public required AccountId From { get; init; }

    [Id(2)] public required AccountId To { get; init; }

    [Id(3)] public required decimal Amount { get; init; }

    [Id(4)] public required string Currency { get; init; }

    [Id(5)] public required string Reference { get; init; }

    /// <summary>Of the refusal that rejected it.</summary>
    [Id(6)] public int? Code { get; init; }

    /// <summary>Why it was rejected.</summary>
    [Id(7)] public string? Reason { get; init; }

    /// <summary>Number of its newest event.</summary>
    [Id(8)] public required long Version { get; init; }
}
