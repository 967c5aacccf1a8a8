using CommandProcessor.Grains.Interfaces.Payments;

namespace CommandProcessor.Grains.Payments;

/// <summary>A part of a payment that goes back.</summary>
public sealed record Refund(RefundStatus Status, decimal Amount, string Reason);
