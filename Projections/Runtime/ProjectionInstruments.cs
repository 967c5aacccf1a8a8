using System.Diagnostics.Metrics;

namespace CommandProcessor.Projections.Runtime;

/// <summary>What the read side counts.</summary>
public sealed class ProjectionInstruments
{
    public const string MeterName = "CommandProcessor.Projections";

    private readonly Counter<long> _applied;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _holes;
    private readonly Counter<long> _filled;
    private readonly Counter<long> _parked;
    private readonly Counter<long> _saved;
    private readonly Counter<long> _saveFailures;
    private readonly Histogram<int> _groupSize;
    private readonly Histogram<double> _saveDuration;
    private readonly Histogram<double> _lag;
    private readonly UpDownCounter<int> _watchers;

    public ProjectionInstruments(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _applied = meter.CreateCounter<long>("command_processor.projections.applied", "{event}",
            "Events folded, from the road or the journal.");
        _duplicates = meter.CreateCounter<long>("command_processor.projections.duplicates", "{event}",
            "Events delivered that were folded before.");
        _holes = meter.CreateCounter<long>("command_processor.projections.holes", "{hole}", "Holes noticed in what was delivered.");
        _filled = meter.CreateCounter<long>("command_processor.projections.filled", "{event}", "Events taken from the journal.");
        _parked = meter.CreateCounter<long>("command_processor.projections.parked", "{key}", "Read models parked.");
        _saved = meter.CreateCounter<long>("command_processor.projections.saved", "{row}", "Heads and items saved.");
        _saveFailures = meter.CreateCounter<long>("command_processor.projections.save_failures", "{group}",
            "Groups that could not be saved.");
        _groupSize = meter.CreateHistogram<int>("command_processor.projections.save_group", "{key}", "Read models saved in one statement.");
        _saveDuration = meter.CreateHistogram<double>("command_processor.projections.save_duration", "s",
            "How long a group takes to save.");
        _lag = meter.CreateHistogram<double>("command_processor.projections.lag", "s", "From an event's recording to its being shown.");
        _watchers = meter.CreateUpDownCounter<int>("command_processor.projections.watchers", "{watcher}", "Calls that wait for a read model to change.");
    }

    public void Applied(string projection, int count) => _applied.Add(count, Tag(projection));

    public void Duplicates(string projection, int count) => _duplicates.Add(count, Tag(projection));

    public void Hole(string projection) => _holes.Add(1, Tag(projection));

    public void Filled(string projection, int count) => _filled.Add(count, Tag(projection));

    public void Parked(string projection) => _parked.Add(1, Tag(projection));

    public void Lag(string projection, TimeSpan lag) => _lag.Record(lag.TotalSeconds, Tag(projection));

    public void Saved(int keys, int rows, TimeSpan duration)
    {
        _saved.Add(rows);
        _groupSize.Record(keys);
        _saveDuration.Record(duration.TotalSeconds);
    }

    public void Watches(string projection, int change) => _watchers.Add(change, Tag(projection));

    public void SaveFailed() => _saveFailures.Add(1);

    private static KeyValuePair<string, object?> Tag(string projection) => new("projection", projection);
}
