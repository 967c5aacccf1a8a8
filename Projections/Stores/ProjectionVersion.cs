namespace CommandProcessor.Projections.Stores;

/// <summary>One version of a projection: rows of its own.</summary>
/// <param name="Fold">Version of the code that folded it.</param>
/// <param name="ChangedAt">Since when it is in its state.</param>
/// <param name="Verdict">How it compared with the one shown before when it was switched to; null if it was not.</param>
public sealed record ProjectionVersion(ReadModelId Model, int Fold, VersionState State, DateTimeOffset ChangedAt, string? Verdict)
{
    /// <summary>Queries are answered from it by those who fold as it was folded.</summary>
    public bool IsShown => State is VersionState.Active or VersionState.Switching;

    /// <summary>It is folded to be shown.</summary>
    public bool IsBuilt => State is VersionState.Building or VersionState.Returning;
}
