using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>Bounds of the aggregates.</summary>
public sealed class AggregateOptions
{
    public const string Section = "CommandProcessor:Aggregates";

    /// <summary>Commands that one aggregate may have unanswered; what comes above must be sent again.</summary>
    [Range(1, 100_000)]
    public int PendingCountMax { get; set; } = 4_096;

    /// <summary>
    /// Answers that an aggregate remembers. Repeats of older commands are looked up in the journal, so this decides about cost only: at
    /// 10,000 commands a second on one aggregate, 1,024 are the last tenth of a second, longer than ids overtake each other on their way.
    /// </summary>
    [Range(1, 100_000)]
    public int RecentCountMax { get; set; } = 1_024;

    /// <summary>Events of one aggregate handed to its partition together at most; a single command's events are never torn apart.</summary>
    [Range(1, 100_000)]
    public int HandoverEventCountMax { get; set; } = 1_000;

    /// <summary>Questions to the journal that one read of an aggregate, or one refusal, may take while commands keep overtaking it.</summary>
    [Range(1, 100_000)]
    public int ReadAttemptCountMax { get; set; } = 100;

    /// <summary>Callers that wait for the next event of one aggregate; what comes above must ask again.</summary>
    [Range(1, 100_000)]
    public int WaiterCountMax { get; set; } = 1_024;

    /// <summary>
    /// How long one call waits for the next event of an aggregate; then it is answered and asked again. An aggregate that is to move or to stop waits
    /// for such calls, and in an activation that another has replaced they see nothing: both last no longer than this.
    /// </summary>
    [Range(1, 60_000)]
    public int WaitTimeMaxMs { get; set; } = 2_000;

    /// <summary>Events that one answer about the past folds at most, from the beginning or from a snapshot before the point; a point after more is refused.</summary>
    [Range(1, 100_000_000)]
    public int AsOfEventCountMax { get; set; } = 100_000;

    /// <summary>Events between two snapshots of one aggregate.</summary>
    [Range(1, 1_000_000)]
    public int SnapshotEventCount { get; set; } = 500;

    /// <summary>
    /// Grains of which a silo remembers where they are; of others it asks the directory again. Each takes about 350 bytes, and an aggregate whose process
    /// has ended stays among them until others push it out: Orleans' own default of 1,000,000 would hold 350 MB of what is over.
    /// </summary>
    [Range(1_000, 10_000_000)]
    public int KnownPlaceCountMax { get; set; } = 100_000;

    /// <summary>Events read from the journal at once; an aggregate with fewer is loaded without looking for a snapshot.</summary>
    [Range(2, 100_000)]
    public int LoadPageEventCount { get; set; } = 256;
}

[OptionsValidator]
public sealed partial class AggregateOptionsAnnotations : IValidateOptions<AggregateOptions>;
