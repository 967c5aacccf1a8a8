using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>A payment as the journal has it.</summary>
[GenerateSerializer, Immutable, Alias("payment-view")]
public sealed record PaymentView
{
    [Id(0)] public required PaymentStatus Status { get; init; }

    [Id(1)] public required PaymentTerms Terms { get; init; }

    [Id(2)] public required decimal Amount { get; init; }

    /// <summary>What the payer was asked for or has paid; 0 before the payment is captured.</summary>
    [Id(3)] public required decimal CapturedAmount { get; init; }

    /// <summary>What came back to the payer.</summary>
    [Id(4)] public required decimal RefundedAmount { get; init; }

    /// <summary>What is on its way back to the payer.</summary>
    [Id(5)] public required decimal RefundingAmount { get; init; }

    /// <summary>By their ids.</summary>
    [Id(6)] public required ImmutableArray<RefundView> Refunds { get; init; }

    /// <summary>Of the refusal that ended it.</summary>
    [Id(7)] public int? Code { get; init; }

    /// <summary>Why it ended early.</summary>
    [Id(8)] public string? Reason { get; init; }

    /// <summary>Number of its newest event.</summary>
    [Id(9)] public required long Version { get; init; }
}
