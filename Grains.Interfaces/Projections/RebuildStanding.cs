namespace CommandProcessor.Grains.Interfaces.Projections;

/// <summary>How a version of a projection stands.</summary>
/// <param name="Shown">The version that queries are answered from; 0 if none is yet.</param>
/// <param name="Built">The version that is asked about; 0 if none is, or was last, built.</param>
/// <param name="Folded">Events that are folded and saved, over all partitions, those of builds before that were stopped among them.</param>
/// <param name="Head">Events in the journal; 0 until every partition has said where it goes on.</param>
/// <param name="Fault">What keeps it from moving; null if nothing does.</param>
/// <param name="Verdict">How it compared with the version that was shown before; null before it was switched.</param>
[GenerateSerializer, Immutable, Alias("rebuild-standing")]
public sealed record RebuildStanding(
    [property: Id(0)] string Projection,
    [property: Id(1)] RebuildState State,
    [property: Id(2)] int Shown,
    [property: Id(3)] int Built,
    [property: Id(4)] long Folded,
    [property: Id(5)] long Head,
    [property: Id(6)] string? Fault,
    [property: Id(7)] string? Verdict);

public enum RebuildState
{
    /// <summary>Nothing is being built.</summary>
    Idle,

    /// <summary>The version is folded from the journal.</summary>
    Building,

    /// <summary>It is shown; what came during the switch is being added.</summary>
    Switching,

    /// <summary>It is shown and complete.</summary>
    Done,

    /// <summary>Somebody stopped it; what is done of it stays.</summary>
    Cancelled,

    /// <summary>There is no such version any more.</summary>
    Failed,

    /// <summary>It has caught up, and is compared with the one that is shown.</summary>
    Comparing,
}
