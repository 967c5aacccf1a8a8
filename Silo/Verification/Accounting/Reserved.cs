namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>What is held or booked, for whom and until when.</summary>
internal readonly record struct Reserved(decimal Amount, string Purpose, DateTimeOffset ExpiresAt);
