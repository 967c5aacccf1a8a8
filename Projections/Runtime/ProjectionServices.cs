using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Runtime;

/// <summary>What the read models of a silo share.</summary>
public sealed class ProjectionServices(
    IReadModelStore store,
    ProjectionVersions versions,
    ReadModelLoader loader,
    ReadModelWriter writer,
    IJournal journal,
    RoadProgress road,
    PartitionFeed feed,
    ProjectionInstruments instruments,
    TimeProvider time,
    IOptions<ProjectionOptions> options,
    ILoggerFactory loggers) : IDisposable
{
    public IReadModelStore Store { get; } = store;

    public ProjectionVersions Versions { get; } = versions;

    public ReadModelLoader Loader { get; } = loader;

    public ReadModelWriter Writer { get; } = writer;

    public IJournal Journal { get; } = journal;

    public RoadProgress Road { get; } = road;

    public PartitionFeed Feed { get; } = feed;

    public ProjectionInstruments Instruments { get; } = instruments;

    public TimeProvider Time { get; } = time;

    public ProjectionOptions Options { get; } = options.Value;

    public ILoggerFactory Loggers { get; } = loggers;

    /// <summary>Bounds the read models that read the journal at the same time.</summary>
    internal SemaphoreSlim Fills { get; } = new(options.Value.FillConcurrencyMax);

    /// <summary>Bounds the keys whose past is folded at the same time.</summary>
    internal Turns PastKeys { get; } = new(options.Value.AsOfConcurrencyMax);

    /// <summary>The questions about the past.</summary>
    internal PastAnswers Past { get; } = new(options.Value, time);

    /// <summary>Bounds those who wait for a read model of this silo to change.</summary>
    internal WatchPlaces Watches { get; } = new(options.Value, instruments);

    /// <summary>Bounds the shown views over everybody that are far behind and fold at the same time.</summary>
    internal Turns CatchUps { get; } = new(options.Value.BuildConcurrencyMax);

    /// <summary>How long a query may take for all that it waits for.</summary>
    internal TimeSpan TimeOf(AtLeast atLeast)
    {
        var longest = TimeSpan.FromMilliseconds(Options.ViewWaitMaxMs);
        var asked = atLeast.Deadline ?? TimeSpan.FromMilliseconds(Options.ViewWaitMs);
        return asked > longest ? longest : asked > TimeSpan.Zero ? asked : TimeSpan.Zero;
    }

    /// <summary>Why a key waits at an event, as it is stored.</summary>
    internal Parking ParkingOf(RecordedEvent recorded, string error) =>
        new(recorded.Position, recorded.Type, Storable.Text(error, Options.ParkingErrorLengthMax), Time.GetUtcNow());

    /// <inheritdoc cref="ParkingOf(RecordedEvent, string)"/>
    internal Parking ParkingOf(RecordedEvent recorded, Exception exception) => ParkingOf(recorded, $"{exception.GetType().Name}: {exception.Message}");

    public void Dispose()
    {
        Past.Dispose();
        PastKeys.Dispose();
        Fills.Dispose();
        CatchUps.Dispose();
    }
}
