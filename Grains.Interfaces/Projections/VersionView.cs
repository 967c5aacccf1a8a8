namespace CommandProcessor.Grains.Interfaces.Projections;

/// <summary>A version of a projection.</summary>
/// <param name="Fold">Version of the code that folded it.</param>
/// <param name="State">"active", "switching" (shown and not complete yet), "building", "returning" (kept, and brought up to date), "paused", "kept" or "dropping".</param>
/// <param name="Verdict">How it compared with the one shown before when it was switched to; null if it was not.</param>
[GenerateSerializer, Immutable, Alias("version-view")]
public sealed record VersionView(
    [property: Id(0)] int Version,
    [property: Id(1)] int Fold,
    [property: Id(2)] string State,
    [property: Id(3)] DateTimeOffset Since,
    [property: Id(7)] string? Verdict);
