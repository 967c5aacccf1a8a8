namespace CommandProcessor.Grains.Stock;

/// <summary>Pieces that are promised and have not left.</summary>
public sealed record Booking(int Quantity, DateTimeOffset ExpiresAt);
