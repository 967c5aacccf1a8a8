namespace CommandProcessor.Projections.Accounting;

/// <summary>What a payment has charged and not yet brought. Its failure does not say how much that was.</summary>
public sealed record OpenCapture(decimal Amount);
