namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>A refund as the journal has it.</summary>
[GenerateSerializer, Immutable, Alias("refund-view")]
public sealed record RefundView
{
    [Id(0)] public required string RefundId { get; init; }

    [Id(1)] public required RefundStatus Status { get; init; }

    [Id(2)] public required decimal Amount { get; init; }

    [Id(3)] public required string Reason { get; init; }
}
