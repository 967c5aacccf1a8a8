using System.Diagnostics.Metrics;

namespace CommandProcessor.Grains;

/// <summary>What the write side counts.</summary>
public sealed class WriteInstruments
{
    public const string MeterName = "CommandProcessor.Grains";

    public WriteInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        Accepted = meter.CreateCounter<long>("command_processor.commands.accepted", "{command}");
        Refused = meter.CreateCounter<long>("command_processor.commands.refused", "{command}");
        Repeated = meter.CreateCounter<long>("command_processor.commands.repeated", "{command}");
        LookedUp = meter.CreateCounter<long>("command_processor.commands.looked_up", "{command}");
        Failed = meter.CreateCounter<long>("command_processor.commands.failed", "{command}");
        TurnedAway = meter.CreateCounter<long>("command_processor.partitions.turned_away", "{append}");
        CommitDuration = meter.CreateHistogram<double>("command_processor.partitions.commit.duration", "s");
        CommitSize = meter.CreateHistogram<int>("command_processor.partitions.commit.size", "{command}");
        Published = meter.CreateCounter<long>("command_processor.partitions.published", "{event}");
        PublishFailures = meter.CreateCounter<long>("command_processor.partitions.publish_failures", "{failure}");
        SnapshotFailures = meter.CreateCounter<long>("command_processor.snapshots.failures", "{failure}");
    }

    internal Counter<long> Accepted { get; }

    internal Counter<long> Refused { get; }

    internal Counter<long> Repeated { get; }

    internal Counter<long> LookedUp { get; }

    internal Counter<long> Failed { get; }

    internal Counter<long> TurnedAway { get; }

    internal Histogram<double> CommitDuration { get; }

    internal Histogram<int> CommitSize { get; }

    internal Counter<long> Published { get; }

    internal Counter<long> PublishFailures { get; }

    internal Counter<long> SnapshotFailures { get; }
}
