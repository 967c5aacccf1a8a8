using CommandProcessor.Grains.Aggregates.Snapshots;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Journal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>What every aggregate grain is given. One object, so that a new aggregate's constructor passes on one thing.</summary>
public sealed class AggregateRuntime
{
    internal AggregateRuntime(
        IJournal journal, PartitionGateway gateway, LocalAggregates local, SnapshotStore snapshots, IOptions<AggregateOptions> options,
        WriteInstruments instruments, TimeProvider time, ILogger<AggregateRuntime> logger)
    {
        Journal = journal;
        Gateway = gateway;
        Local = local;
        Snapshots = snapshots;
        Options = options.Value;
        Instruments = instruments;
        Time = time;
        Logger = logger;
    }

    internal IJournal Journal { get; }

    internal PartitionGateway Gateway { get; }

    internal LocalAggregates Local { get; }

    internal SnapshotStore Snapshots { get; }

    internal AggregateOptions Options { get; }

    internal WriteInstruments Instruments { get; }

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }
}
