using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Tests.Fixtures;

/// <summary>How a <see cref="WriteSideCluster"/> is made.</summary>
internal sealed record WriteSideSetup(IJournal Journal)
{
    public int SiloCount { get; init; } = 1;

    public IEventRoad? Road { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Action<PartitionOptions>? Partitions { get; init; }

    public Action<AggregateOptions>? Aggregates { get; init; }

    public Action<ISiloBuilder>? Silo { get; init; }
}
