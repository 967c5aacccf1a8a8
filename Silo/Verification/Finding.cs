namespace CommandProcessor.Silo.Verification;

/// <summary>What came of verifying one part.</summary>
/// <param name="Part">Such as "journal".</param>
/// <param name="What">What was compared, if all is well.</param>
/// <param name="DifferenceCount">All of them.</param>
/// <param name="Differences">The first of them.</param>
internal sealed record Finding(string Part, string What, long DifferenceCount, IReadOnlyList<string> Differences)
{
    /// <summary>What is right and yet not settled, so that a person must see it.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    public bool IsClean => DifferenceCount == 0;
}
