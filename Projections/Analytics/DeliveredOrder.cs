namespace CommandProcessor.Projections.Analytics;

/// <summary>An order in the line of those to be forgotten.</summary>
public sealed record DeliveredOrder(string Order);
