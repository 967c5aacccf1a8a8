namespace CommandProcessor.Projections.Analytics;

/// <summary>A line of an order.</summary>
/// <param name="Quantity">Pieces that did not come back.</param>
public sealed record TrackedLine(string Sku, int Quantity, decimal UnitPrice);
