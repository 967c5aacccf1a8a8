namespace CommandProcessor.Grains.Accounts;

/// <summary>Money that is promised and has not left.</summary>
public sealed record Hold(decimal Amount, DateTimeOffset ExpiresAt, string Purpose);
