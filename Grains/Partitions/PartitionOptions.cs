using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Grains.Partitions;

/// <summary>Bounds of the partition writers.</summary>
public sealed class PartitionOptions
{
    public const string Section = "CommandProcessor:Partitions";

    /// <summary>Events that one transaction takes at most; a single command's events are never torn apart.</summary>
    [Range(1, 100_000)]
    public int BatchEventCountMax { get; set; } = 2_000;

    /// <summary>Bytes of bodies that one transaction takes at most; one larger command goes alone.</summary>
    [Range(1_024, 256 * 1024 * 1024)]
    public int BatchBytesMax { get; set; } = 8 * 1024 * 1024;

    /// <summary>Hand-overs that wait for a commit at most; what comes above is turned away and may be sent again.</summary>
    [Range(1, 1_000_000)]
    public int QueueCountMax { get; set; } = 20_000;

    /// <summary>Bytes of bodies that wait for a commit at most.</summary>
    [Range(1_024, int.MaxValue)]
    public int QueueBytesMax { get; set; } = 64 * 1024 * 1024;

    /// <summary>False leaves events in the journal: for measurements, and for silos that are to publish later.</summary>
    public bool PublishingEnabled { get; set; } = true;

    /// <summary>The Orleans stream provider that carries the events.</summary>
    [Required]
    public string StreamProvider { get; set; } = "events";

    /// <summary>Events handed to the road together at most.</summary>
    [Range(1, 100_000)]
    public int PublishBatchEventCountMax { get; set; } = 500;

    /// <summary>
    /// Batches under way to the road at most. With one nothing ever overtakes a batch that failed; with more, readers may see a hole and
    /// fill it from the journal.
    /// </summary>
    [Range(1, 1_000)]
    public int PublishInFlightBatchCountMax { get; set; } = 1;

    /// <summary>Committed events kept in memory for the road at most; the rest is read back from the journal.</summary>
    [Range(1, 1_000_000)]
    public int PublishBufferEventCountMax { get; set; } = 10_000;

    /// <summary>First pause after a failure of the road; it doubles with every further one.</summary>
    [Range(1, 60_000)]
    public int PublishRetryDelayMs { get; set; } = 50;

    /// <summary>Longest pause after failures of the road. It is tried for ever.</summary>
    [Range(1, 600_000)]
    public int PublishRetryDelayMaxMs { get; set; } = 5_000;

    /// <summary>How long an acknowledged position may wait for an append to be stored with, before it is stored alone.</summary>
    [Range(1, 600_000)]
    public int PublishedSaveDelayMs { get; set; } = 1_000;

    /// <summary>How often the supervisor of each silo asks every partition how it is.</summary>
    [Range(10, 600_000)]
    public int PingIntervalMs { get; set; } = 5_000;

    /// <summary>How long a partition may take to commit what it has taken when its silo stops.</summary>
    [Range(1, 600_000)]
    public int DrainTimeoutMs { get; set; } = 10_000;

    /// <summary>How long it may then wait for the road to acknowledge what was sent; the rest is published by the next claim.</summary>
    [Range(1, 600_000)]
    public int PublishDrainTimeoutMs { get; set; } = 2_000;

    /// <summary>True moves a partition to the silo that it prefers, when silos have joined.</summary>
    public bool RebalanceEnabled { get; set; } = true;
}

[OptionsValidator]
public sealed partial class PartitionOptionsAnnotations : IValidateOptions<PartitionOptions>;
