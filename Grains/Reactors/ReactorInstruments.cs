using System.Diagnostics.Metrics;

namespace CommandProcessor.Grains.Reactors;

/// <summary>What the reactors count.</summary>
public sealed class ReactorInstruments
{
    public ReactorInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(WriteInstruments.MeterName);
        Reactions = meter.CreateCounter<long>("command_processor.reactors.reactions", "{reaction}");
        Parked = meter.CreateCounter<long>("command_processor.reactors.parked", "{process}");
        Due = meter.CreateCounter<long>("command_processor.reactors.due", "{command}");
    }

    internal Counter<long> Reactions { get; }

    internal Counter<long> Parked { get; }

    internal Counter<long> Due { get; }
}
