namespace CommandProcessor.Grains.Rules;

/// <summary>When a promise may end. Each rule says what is wrong, or null.</summary>
internal static class ExpiryRules
{
    public static string? PastMistake(DateTimeOffset expiresAt, DateTimeOffset now) =>
        expiresAt > now ? null : $"Expiry {expiresAt:O} is not after {now:O}.";

    public static string? TooFarMistake(DateTimeOffset expiresAt, DateTimeOffset now, int daysMax) =>
        expiresAt - now <= TimeSpan.FromDays(daysMax) ? null : $"Expiry {expiresAt:O} is more than {daysMax} days after {now:O}.";
}
