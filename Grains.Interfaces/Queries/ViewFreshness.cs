namespace CommandProcessor.Grains.Interfaces.Queries;

/// <summary>How far an answer over all partitions is true.</summary>
/// <param name="EventCount">Events that the view has folded, over all partitions.</param>
/// <param name="Behind">Events that are known to be in the journal and not in the answer.</param>
/// <param name="ParkedKeys">Keys whose later events are not in the answer, because one of them could not be applied.</param>
/// <param name="StaleSince">Since when the first of these waits; null if none does.</param>
[GenerateSerializer, Immutable, Alias("view-freshness")]
public sealed record ViewFreshness(
    [property: Id(0)] long EventCount,
    [property: Id(1)] long Behind,
    [property: Id(2)] int ParkedKeys,
    [property: Id(3)] DateTimeOffset? StaleSince)
{
    public static ViewFreshness None { get; } = new(0, 0, 0, null);

    /// <summary>What of it a watcher is to be told: not what every event moves.</summary>
    public ViewFreshness ForWatchers() => None with { ParkedKeys = ParkedKeys, StaleSince = StaleSince };

    /// <summary>Of two parts of one answer.</summary>
    public ViewFreshness And(ViewFreshness other) => new(
        EventCount + other.EventCount, Behind + other.Behind, ParkedKeys + other.ParkedKeys,
        StaleSince is null || other.StaleSince < StaleSince ? other.StaleSince : StaleSince);
}
