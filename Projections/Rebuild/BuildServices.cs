using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>What the builds of a silo share.</summary>
public sealed class BuildServices : ITurns, IDisposable
{
    private readonly IJournal _journal;

    public BuildServices(VersionStore versions, IJournal journal, TimeProvider time, IOptions<ProjectionOptions> options)
    {
        _journal = journal;
        Versions = versions;
        Turns = new(options.Value.BuildConcurrencyMax);
        Saves = new(options.Value.BuildConcurrencyMax);
        Throttle = new(options.Value, CountEventsAsync, time);
    }

    public VersionStore Versions { get; }

    /// <summary>Bounds the partitions that are folded at the same time. Builds of all kinds of views share them; views that are shown have their own.</summary>
    internal Turns Turns { get; }

    /// <summary>Bounds those whose models are being saved: a partition is saved while another is folded.</summary>
    internal Turns Saves { get; }

    /// <summary>Makes builds rest where they slow commands down.</summary>
    internal BuildThrottle Throttle { get; }

    public void Dispose()
    {
        Turns.Dispose();
        Saves.Dispose();
        Throttle.Dispose();
    }

    /// <summary>A step of a build that needs a turn for no longer than the step.</summary>
    Task<T> ITurns.RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) =>
        Turns.RunAsync(() => Throttle.RunAsync(work, cancellationToken), cancellationToken);

    private async Task<long> CountEventsAsync(CancellationToken cancellationToken)
    {
        var states = await Task.WhenAll(Enumerable.Range(0, _journal.Partitioning.PartitionCount).Select(partition => _journal.GetStateAsync(partition, cancellationToken)));
        return states.Sum(state => state.Head);
    }
}
