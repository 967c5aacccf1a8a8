namespace CommandProcessor.Grains.Interfaces.Projections;

/// <summary>How a rebuild stands.</summary>
/// <param name="Shown">The version that queries are answered from.</param>
/// <param name="Built">The version that is, or was last, built; 0 if none is.</param>
/// <param name="Folded">Events that are folded and saved, over all partitions.</param>
/// <param name="Head">Events in the journal.</param>
/// <param name="Fault">What keeps a partition from moving; null if nothing does.</param>
[GenerateSerializer, Immutable, Alias("rebuild-standing")]
public sealed record RebuildStanding(
    [property: Id(0)] string Projection,
    [property: Id(1)] RebuildState State,
    [property: Id(2)] int Shown,
    [property: Id(3)] int Built,
    [property: Id(4)] long Folded,
    [property: Id(5)] long Head,
    [property: Id(6)] string? Fault);

public enum RebuildState
{
    /// <summary>Nothing is being built; an unfinished version may wait to be gone on with.</summary>
    Idle,

    /// <summary>The version is folded from the journal.</summary>
    Building,

    /// <summary>It is shown; what came during the switch is being added.</summary>
    Switching,

    /// <summary>It is shown and complete.</summary>
    Done,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,

    /// <summary>It stopped by itself; the fault says why.</summary>
    Failed,
}
